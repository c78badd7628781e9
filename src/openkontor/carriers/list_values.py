"""Items of lists that are nothing but a text."""

from openkontor.carriers.declare import Carrier, Int32


class MrMrs(Carrier):
    """A form of address."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class SoTask(Carrier):
    """A kind of follow-up."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class DeliveryTerm(Carrier):
    """Terms of delivery."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class DeliveryType(Carrier):
    """A way of delivery."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class PaymentTerm(Carrier):
    """Terms of payment."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class PaymentType(Carrier):
    """A way of payment."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class ProductCategory(Carrier):
    """A category of products."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class ProductFamily(Carrier):
    """A family of products."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class ProductType(Carrier):
    """A type of products."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class QuoteApproveReason(Carrier):
    """Why a quote was approved."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class QuoteDenyReason(Carrier):
    """Why a quote was denied."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""


class SelectionCategory(Carrier):
    """A category of selections."""

    id: Int32 = 0
    value: str = ""
    tooltip: str = ""
