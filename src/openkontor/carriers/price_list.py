"""What is offered at which price: price lists and their products."""

from typing import Annotated

import msgspec

from openkontor.carriers.declare import KEY, MANDATORY, SERVER, SERVER_NAME, Carrier, Entity, Int32, text
from openkontor.carriers.values import LAST_WALL_DATE, NO_WALL_DATE, Published, WallDate


class PriceList(Entity):
    """A list of products with prices in one currency; its first and last day are both days it is valid on."""

    price_list_id: Annotated[Int32, KEY] = 0
    erp_price_list_key: Annotated[str, text(254)] = msgspec.field(name="ERPPriceListKey", default="")
    quote_connection_id: Int32 = 0
    name: Annotated[str, text(254, mandatory=MANDATORY)] = ""
    description: Annotated[str, text(254)] = ""
    currency: Annotated[str, text(239, converted=True)] = ""
    currency_name: Annotated[str, SERVER_NAME] = ""
    valid_from: WallDate = NO_WALL_DATE
    valid_to: WallDate = LAST_WALL_DATE
    is_active: bool = False


class ExtraDataFieldType(Published):
    """What the value of an extra field is."""

    String = "String", 0
    Url = "Url", 1
    Image = "Image", 2


class ProductExtraDataField(Carrier):
    """Something more about a product."""

    name: Annotated[str, text(254)] = ""
    value: Annotated[str, text(2047)] = ""
    type: ExtraDataFieldType = ExtraDataFieldType.String


class Product(Carrier):
    """A product in a price list, which its ERPPriceListKey names; VAT is a percentage."""

    product_id: Annotated[Int32, KEY] = 0
    erp_product_key: Annotated[str, text(254)] = msgspec.field(name="ERPProductKey", default="")
    erp_price_list_key: Annotated[str, text(254)] = msgspec.field(name="ERPPriceListKey", default="")
    name: Annotated[str, text(254)] = ""
    description: Annotated[str, text(2047)] = ""
    code: Annotated[str, text(254)] = ""
    price_unit: Annotated[str, text(79)] = ""
    quantity_unit: Annotated[str, text(79)] = ""
    is_subscription: bool = False
    subscription_unit: Annotated[str, text(254)] = ""
    default_subscription_quantity: float = 0.0
    item_number: Annotated[str, text(79)] = ""
    url: Annotated[str, text(1023)] = ""
    product_category_key: Annotated[str, text(254)] = ""
    product_family_key: Annotated[str, text(254)] = ""
    product_type_key: Annotated[str, text(254)] = ""
    vat: float = msgspec.field(name="VAT", default=0.0)
    vat_info: Annotated[str, text(254)] = msgspec.field(name="VATInfo", default="")
    unit_cost: float = 0.0
    unit_minimum_price: float = 0.0
    unit_list_price: float = 0.0
    in_assortment: bool = False
    supplier: Annotated[str, text(254)] = ""
    supplier_code: Annotated[str, text(254)] = ""
    rights: Annotated[str, text(2047)] = ""
    rule: Annotated[str, text(254)] = ""
    extra_info: list[ProductExtraDataField] | None = None
    raw_extra_info: Annotated[str, SERVER_NAME] = ""
    extra_field1: Annotated[str, text(1023)] = ""
    extra_field2: Annotated[str, text(1023)] = ""
    extra_field3: Annotated[str, text(1023)] = ""
    extra_field4: Annotated[str, text(1023)] = ""
    extra_field5: Annotated[str, text(1023)] = ""
    in_stock: Annotated[float, SERVER] = 0.0
