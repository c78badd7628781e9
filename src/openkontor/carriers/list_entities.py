"""Items of lists as those who look after them see them, where they are more than a name."""

from typing import Annotated, ClassVar

from openkontor.carriers.declare import KEY, SERVER, SHORT, Carrier, Int16, Int32, text
from openkontor.carriers.document import DocTmplDirection, DocTmplQuoteType, DocTmplType
from openkontor.carriers.mdo import SelectableMDOListItem
from openkontor.carriers.ticket import TicketBaseStatus
from openkontor.carriers.values import NO_WALL_DATE, Flags, Published, WallDate


class CurrencyEntity(Carrier):
    """A currency and its rate: so many units of it are worth `rate` of the base currency."""

    currency_id: Annotated[Int32, KEY] = 0
    name: Annotated[str, text(239)] = ""
    tooltip: Annotated[str, text(254)] = ""
    rank: Annotated[Int16, SHORT] = 0
    rate: float = 1.0
    units: float = 1.0
    deleted: bool = False


class SaleStageEntity(Carrier):
    """A stage of sales, and how probable a sale is there."""

    sale_stage_id: Annotated[Int32, KEY] = 0
    value: Annotated[str, text(239)] = ""
    tooltip: Annotated[str, text(254)] = ""
    probability: Annotated[Int16, SHORT] = 0
    deleted: bool = False
    rank: Annotated[Int16, SHORT] = 0


class DurationUnit(Published):
    """What a duration is counted in."""

    Unknown = "Unknown", 0
    Second = "Second", 1
    Minute = "Minute", 2
    Hour = "Hour", 3
    Day = "Day", 4
    Week = "Week", 5
    Month = "Month", 6
    Quarter = "Quarter", 7
    HalfYear = "HalfYear", 8
    Year = "Year", 9
    Decade = "Decade", 10
    Century = "Century", 11
    Millenium = "Millenium", 12


class SaleTypeEntity(Carrier):
    """A kind of sale: what sales of it have, and the stages they go through."""

    sale_type_id: Annotated[Int32, KEY] = 0
    name: Annotated[str, text(239)] = ""
    tooltip: Annotated[str, text(254)] = ""
    rank: Annotated[Int16, SHORT] = 0
    duration_unit: DurationUnit = DurationUnit.Unknown
    sale_duration: Int32 = 0
    sale_type_cat_id: Int32 = 0
    deleted: bool = False
    has_guide: bool = False
    has_stakeholders: bool = False
    is_auto_advance: bool = False
    allow_quote_alternatives: bool = False
    default_quote_validity: Int32 = 0
    quote_lines_template: Int32 = 0
    confirmation_lines_template: Int32 = 0
    max_discount_percent_set: bool = False
    min_earning_percent_set: bool = False
    max_discount_percent: Int32 = 0
    min_earning_percent: Int32 = 0
    group_quote_lines_by: Int32 = 0
    sort_group_lines_by: Int32 = 0
    stages: list[SelectableMDOListItem] | None = None


class TicketPriorityStatus(Published):
    """Whether a priority is in use."""

    Unknown = "Unknown", 0
    Normal = "Normal", 1
    Deleted = "Deleted", 2


class TicketPriorityFlags(Flags):
    """What holds for a priority."""

    members: ClassVar = {"Unknown": 0, "External": 1, "Default": 2, "AlertSchedule": 4}


class TicketPriorityEscalateEvent(Published):
    """What an event does to the escalation of a request."""

    None_ = "None", -1
    Stop = "Stop", 0
    Continue = "Continue", 1
    Restart = "Restart", 2


class TicketPriorityEscalationLevelEntity(Carrier):
    """What happens when nobody has answered a request for so long."""

    ticket_alert_id: Int32 = 0
    alert_level: Int32 = 0
    alert_timeout: Int32 = 0
    action: Int32 = 0
    delegate_to: Int32 = 0
    script_id: Int32 = 0
    email_to: str = ""
    sms_to: str = ""
    reply_template_id_customer: Int32 = 0
    reply_template_id_user: Int32 = 0
    reply_template_id_catmast: Int32 = 0
    reply_template_id_email: Int32 = 0
    rti_customer_sms: Int32 = 0
    reply_template_id_user_sms: Int32 = 0
    reply_template_id_catmast_sms: Int32 = 0
    reply_template_id_sms: Int32 = 0


class TicketPriorityEntity(Carrier):
    """A priority of requests: its working hours, and what becomes of the escalation when something happens."""

    ticket_priority_id: Annotated[Int32, KEY] = 0
    name: Annotated[str, text(239)] = ""
    status: TicketPriorityStatus = TicketPriorityStatus.Normal
    flags: TicketPriorityFlags = TicketPriorityFlags(0)
    sort_order: Int32 = 0
    ticket_read: TicketPriorityEscalateEvent = TicketPriorityEscalateEvent.None_
    changed_owner: TicketPriorityEscalateEvent = TicketPriorityEscalateEvent.None_
    ticket_newinfo: TicketPriorityEscalateEvent = TicketPriorityEscalateEvent.None_
    ticket_closed: TicketPriorityEscalateEvent = TicketPriorityEscalateEvent.None_
    ticket_changed_priority: TicketPriorityEscalateEvent = TicketPriorityEscalateEvent.None_
    ticket_new: TicketPriorityEscalateEvent = TicketPriorityEscalateEvent.None_
    deadline: Int32 = 0
    mon_start: WallDate = NO_WALL_DATE
    mon_stop: WallDate = NO_WALL_DATE
    tue_start: WallDate = NO_WALL_DATE
    tue_stop: WallDate = NO_WALL_DATE
    wed_start: WallDate = NO_WALL_DATE
    wed_stop: WallDate = NO_WALL_DATE
    thu_start: WallDate = NO_WALL_DATE
    thu_stop: WallDate = NO_WALL_DATE
    fri_start: WallDate = NO_WALL_DATE
    fri_stop: WallDate = NO_WALL_DATE
    sat_start: WallDate = NO_WALL_DATE
    sat_stop: WallDate = NO_WALL_DATE
    sun_start: WallDate = NO_WALL_DATE
    sun_stop: WallDate = NO_WALL_DATE
    non_dates: list[WallDate] | None = None
    escalation_levels: list[TicketPriorityEscalationLevelEntity] | None = None


class UrlEncoding(Published):
    """How characters beyond ASCII are put into an address."""

    Unknown = "Unknown", 0
    None_ = "None", 1
    ANSI = "ANSI", 2
    Unicode = "Unicode", 3


class Navigation(Published):
    """Where a web panel is shown."""

    Invisible = "Invisible", 0
    ToolboxMenu = "ToolboxMenu", 1
    NavigatorButton = "NavigatorButton", 2
    ViewMenu = "ViewMenu", 3
    SelectionTaskCard = "SelectionTaskCard", 4
    ContactCard = "ContactCard", 5
    ContactArchive = "ContactArchive", 6
    ProjectCard = "ProjectCard", 7
    ProjectArchive = "ProjectArchive", 8
    SaleCard = "SaleCard", 9
    PersonCard = "PersonCard", 10
    ActivityDialog = "ActivityDialog", 11
    DocumentDialog = "DocumentDialog", 12
    BrowserPanel = "BrowserPanel", 13
    ContSelectionTask = "ContSelectionTask", 14
    AppntSelectionTask = "AppntSelectionTask", 15
    SaleSelectionTask = "SaleSelectionTask", 16
    DocSelectionTask = "DocSelectionTask", 17
    ProjSelectionTask = "ProjSelectionTask", 18
    CompanyMinicard = "CompanyMinicard", 19
    ProjectMinicard = "ProjectMinicard", 20
    DiaryMinicard = "DiaryMinicard", 21
    SelectionMinicard = "SelectionMinicard", 22
    ButtonPanelTask = "ButtonPanelTask", 23
    AppointmentDialogTask = "AppointmentDialogTask", 24
    SaleDialogTask = "SaleDialogTask", 25
    DocumentDialogTask = "DocumentDialogTask", 26
    PersonDialogTask = "PersonDialogTask", 27
    SaleMinicard = "SaleMinicard", 28
    SaleArchive = "SaleArchive", 29
    AppntSelectionShadowTask = "AppntSelectionShadowTask", 30
    SaleSelectionShadowTask = "SaleSelectionShadowTask", 31
    DocSelectionShadowTask = "DocSelectionShadowTask", 32
    ProjSelectionShadowTask = "ProjSelectionShadowTask", 33
    DiaryArchive = "DiaryArchive", 34
    SelectionContactArchive = "SelectionContactArchive", 35
    SelectionProjectArchive = "SelectionProjectArchive", 36
    SelectionSaleArchive = "SelectionSaleArchive", 37
    SelectionAppointmentArchive = "SelectionAppointmentArchive", 38
    SelectionDocumentArchive = "SelectionDocumentArchive", 39
    ContSelectionCustomTask = "ContSelectionCustomTask", 40
    AppntSelectionCustomTask = "AppntSelectionCustomTask", 41
    SaleSelectionCustomTask = "SaleSelectionCustomTask", 42
    DocSelectionCustomTask = "DocSelectionCustomTask", 43
    ProjSelectionCustomTask = "ProjSelectionCustomTask", 44
    CustomArchiveMiniCard = "CustomArchiveMiniCard", 45
    SelectionCard = "SelectionCard", 46
    ReportMinicard = "ReportMinicard", 47
    QuoteDialog = "QuoteDialog", 48
    QuoteDialogTask = "QuoteDialogTask", 49
    QuoteDialogArchive = "QuoteDialogArchive", 50
    QuoteLineDialogTask = "QuoteLineDialogTask", 51
    QuoteLineDialog = "QuoteLineDialog", 52
    QuoteLineSelectionMainTask = "QuoteLineSelectionMainTask", 53
    QuoteLineSelectionShadowTask = "QuoteLineSelectionShadowTask", 54
    SelectionQuoteLineArchive = "SelectionQuoteLineArchive", 55
    QuoteLineSelectionCustomTask = "QuoteLineSelectionCustomTask", 56
    FindSystem = "FindSystem", 57
    MailingSelectionTask = "MailingSelectionTask", 58
    ContactSelectionMailingsTask = "ContactSelectionMailingsTask", 59
    AppointmentSelectionMailingsTask = "AppointmentSelectionMailingsTask", 60
    SaleSelectionMailingsTask = "SaleSelectionMailingsTask", 61
    DocumentSelectionMailingsTask = "DocumentSelectionMailingsTask", 62
    ProjectSelectionMailingsTask = "ProjectSelectionMailingsTask", 63
    QuoteLineSelectionMailingsTask = "QuoteLineSelectionMailingsTask", 64
    TopPanelNewMenu = "TopPanelNewMenu", 65
    Dashboard = "Dashboard", 66
    PersonArchive = "PersonArchive", 67
    PersonMinicard = "PersonMinicard", 68
    CompanyCardTask = "CompanyCardTask", 69
    ProjectCardTask = "ProjectCardTask", 70
    TicketCard = "TicketCard", 71
    TicketMinicard = "TicketMinicard", 72
    CustomObjectCard = "CustomObjectCard", 73
    CustomObjectArchive = "CustomObjectArchive", 74


class WebPanelEntity(Carrier):
    """A page of another server that is shown inside the client."""

    web_panel_id: Annotated[Int32, KEY] = 0
    name: Annotated[str, text(239)] = ""
    tooltip: Annotated[str, text(254)] = ""
    deleted: bool = False
    rank: Int32 = 0
    url_encoding: UrlEncoding = UrlEncoding.Unknown
    visible_in: Navigation = Navigation.Invisible
    on_central: bool = False
    on_satellite: bool = False
    on_travel: bool = False
    on_sales_marketing_web: bool = False
    on_sales_marketing_pocket: bool = False
    show_in_menu_bar: bool = False
    show_in_tool_bar: bool = False
    show_in_address_bar: bool = False
    show_in_status_bar: bool = False
    window_name: Annotated[str, text(254)] = ""
    url: Annotated[str, text(1023)] = ""
    prog_id: Annotated[str, text(254)] = ""
    icon: Annotated[Int16, SHORT] = 0
    always_reload_on_show: bool = False
    never_reload_on_current_change: bool = False
    custom_object_entity: Annotated[str, text(254)] = ""


class TicketStatusTimeCounter(Published):
    """Whose time runs while a request has a status."""

    None_ = "None", 0
    Internally = "Internally", 1
    Externally = "Externally", 2
    Queue = "Queue", 3


class TicketStatusEntity(Carrier):
    """A status of requests, and how a request that has it stands."""

    ticket_status_id: Annotated[Int32, KEY] = 0
    name: Annotated[str, text(239)] = ""
    status: TicketBaseStatus = TicketBaseStatus.Unknown
    time_counter: TicketStatusTimeCounter = TicketStatusTimeCounter.None_
    no_email_reopen: bool = False
    is_default: bool = False
    used_in_queue: bool = False


class DocTmplPrivacyType(Published):
    """What a template for messages about privacy is for."""

    None_ = "None", 0
    PersonRegistered = "PersonRegistered", 1


class DocTmplInvitationType(Published):
    """What a template for invitations is for."""

    None_ = "None", 0
    New = "New", 1
    Changed = "Changed", 2
    Cancelled = "Cancelled", 3


class SenderMailMode(Published):
    """Who a message made from a template comes from."""

    UseDefaultSender = "UseDefaultSender", 0
    UseOurContact = "UseOurContact", 1
    UseSupportContact = "UseSupportContact", 2
    UseLoggedInUser = "UseLoggedInUser", 3


class DocumentTemplateEntity(Carrier):
    """What documents are made from."""

    document_template_id: Annotated[Int32, KEY] = 0
    name: Annotated[str, text(239)] = ""
    tooltip: Annotated[str, text(254)] = ""
    save_in_db: Annotated[Int16, SHORT] = 0
    filename: Annotated[str, text(239)] = ""
    default_oref: Annotated[str, text(239)] = ""
    record_type: DocTmplType = DocTmplType.Document
    deleted: bool = False
    direction: DocTmplDirection = DocTmplDirection.Unknown
    autoevent_id: Int32 = 0
    intent_id: Int32 = 0
    is_default_published: bool = False
    rank: Annotated[Int16, SHORT] = 0
    load_template_from_plugin: Int32 = 0
    mime_type: Annotated[str, text(254)] = ""
    is_in_use_in_guides: Annotated[bool, SERVER] = False
    document_type_key: Int32 = 0
    quote_doc_type: DocTmplQuoteType = DocTmplQuoteType.None_
    privacy_doc_type: DocTmplPrivacyType = DocTmplPrivacyType.None_
    email_subject: Annotated[str, text(4000)] = ""
    include_signature: bool = False
    show_currents: bool = False
    sender_email_mode: SenderMailMode = SenderMailMode.UseDefaultSender
    sender_email_address: Annotated[str, text(256)] = ""
    invitation_doc_type: DocTmplInvitationType = DocTmplInvitationType.None_
