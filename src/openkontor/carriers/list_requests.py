"""Types and categories of requests as those who look after them see them."""

from typing import Annotated, ClassVar

from openkontor.carriers.declare import KEY, SERVER, Carrier, Int32, text
from openkontor.carriers.list_entities import TicketStatusEntity
from openkontor.carriers.values import Flags, Published


class TicketTypeEntity(Carrier):
    """A type of requests: what a new one of it starts with, and what it may become."""

    ticket_type_id: Annotated[Int32, KEY] = 0
    name: Annotated[str, text(239)] = ""
    rank: Int32 = 0
    tooltip: Annotated[str, text(254)] = ""
    icon: Annotated[str, text(254)] = ""
    default_ticket_status: Int32 = 0
    ticket_statuses: list[Int32] | None = None
    default_ticket_priority: Int32 = 0
    ticket_priorities: list[Int32] | None = None
    reply_template: Int32 = 0
    is_external_visible: bool = False
    is_default: bool = False
    show_in_new: bool = False
    exclude_signature: bool = False
    exclude_email_recipients: bool = False
    external_as_default: bool = False
    visible_for_groups: list[Int32] | None = None
    reply_forward_no_signature: bool = False
    reply_external_as_default: bool = False


class TicketCategoryFlags(Flags):
    """What holds for a category of requests."""

    members: ClassVar = {
        "Unknown": 0,
        "Internal": 1,
        "OnlyLoggedInUsers": 2,
        "DefaultToCategoryMaster": 4,
        "ListInMain": 8,
        "RedelegateNewMsg": 16,
        "DelegateToOurContact": 32,
        "PropagateReplyTemplate": 64,
        "MembersOnly": 128,
        "NotifyMembers": 256,
        "AcceptWhenReplying": 512,
    }


class TicketCategoryDelegateMethod(Published):
    """How new requests of a category are shared out."""

    Unknown = "Unknown", 0
    Even = "Even", 1
    Weighted = "Weighted", 2
    Unfair = "Unfair", 3
    Not = "Not", 4


class TicketCategoryClosingStatus(Published):
    """What a request of a category becomes when it is answered."""

    UserDefined = "UserDefined", 0
    Active = "Active", 1
    Closed = "Closed", 2
    Postponed = "Postponed", 3


class TicketCategoryEntity(Carrier):
    """A category of requests, below another one or not, and how its requests are shared out."""

    ticket_category_id: Annotated[Int32, KEY] = 0
    parent_id: Int32 = 0
    name: Annotated[str, text(239)] = ""
    fullname: Annotated[str, SERVER] = ""
    category_master: Int32 = 0
    flags: TicketCategoryFlags = TicketCategoryFlags(0)
    delegate_method: TicketCategoryDelegateMethod = TicketCategoryDelegateMethod.Unknown
    external_name: Annotated[str, text(239)] = ""
    closing_status: TicketCategoryClosingStatus = TicketCategoryClosingStatus.UserDefined
    msg_closing_status: TicketCategoryClosingStatus = TicketCategoryClosingStatus.UserDefined
    assignment_lag: Int32 = 0
    reply_template: Int32 = 0
    notification_email: Annotated[str, text(254)] = ""
    default_ticket_status: TicketStatusEntity | None = None
    default_message_status: TicketStatusEntity | None = None
    effective_reply_template_id: Annotated[Int32, SERVER] = 0
    extra_fields: dict[str, str] | None = None
    custom_fields: dict[str, str] | None = None
