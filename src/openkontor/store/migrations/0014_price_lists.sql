-- What is offered at which price: lists of products, each with its currency and the days it is valid on.
-- Who sets no first or last day has the first or the last there is, so that days can be compared.

CREATE TABLE PriceList (
    tenant INTEGER NOT NULL,
    pricelist_id INTEGER NOT NULL CHECK (pricelist_id BETWEEN 1 AND 2147483647),
    ERPPriceListKey TEXT NOT NULL,
    QuoteConnectionId INTEGER,
    Name TEXT NOT NULL,
    Description TEXT NOT NULL DEFAULT '',
    CurrencyId INTEGER NOT NULL,
    ValidFrom BIGINT NOT NULL,
    ValidTo BIGINT NOT NULL,
    IsActive INTEGER NOT NULL DEFAULT 0,
    IsERPCopy INTEGER NOT NULL DEFAULT 0,
    registered BIGINT NOT NULL,
    registered_associate_id INTEGER NOT NULL,
    updated BIGINT,
    updated_associate_id INTEGER,
    updatedCount INTEGER NOT NULL DEFAULT 0,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, pricelist_id),
    FOREIGN KEY (tenant, CurrencyId) REFERENCES Currency (tenant, Currency_id)
);
CREATE UNIQUE INDEX PriceList_key ON PriceList (tenant, ERPPriceListKey);
CREATE INDEX PriceList_currency ON PriceList (tenant, CurrencyId, pricelist_id);

CREATE TABLE Product (
    tenant INTEGER NOT NULL,
    product_id INTEGER NOT NULL CHECK (product_id BETWEEN 1 AND 2147483647),
    ERPProductKey TEXT NOT NULL,
    PriceListId INTEGER NOT NULL,
    Name TEXT NOT NULL,
    Description TEXT NOT NULL DEFAULT '',
    Code TEXT NOT NULL DEFAULT '',
    QuantityUnit TEXT NOT NULL DEFAULT '',
    PriceUnit TEXT NOT NULL DEFAULT '',
    IsSubscription INTEGER NOT NULL DEFAULT 0,
    SubscriptionUnit TEXT NOT NULL DEFAULT '',
    DefaultSubscriptionQuantity DOUBLE PRECISION NOT NULL DEFAULT 0,
    ItemNumber TEXT NOT NULL DEFAULT '',
    Url TEXT NOT NULL DEFAULT '',
    ProductCategoryKey TEXT NOT NULL DEFAULT '',
    ProductFamilyKey TEXT NOT NULL DEFAULT '',
    ProductTypeKey TEXT NOT NULL DEFAULT '',
    VATInfo TEXT NOT NULL DEFAULT '',
    VAT DOUBLE PRECISION NOT NULL DEFAULT 0,
    UnitCost DOUBLE PRECISION NOT NULL DEFAULT 0,
    UnitMinimumPrice DOUBLE PRECISION NOT NULL DEFAULT 0,
    UnitListPrice DOUBLE PRECISION NOT NULL DEFAULT 0,
    ExtraInfo TEXT NOT NULL DEFAULT '',
    InAssortment INTEGER NOT NULL DEFAULT 0,
    Supplier TEXT NOT NULL DEFAULT '',
    SupplierCode TEXT NOT NULL DEFAULT '',
    Rights TEXT NOT NULL DEFAULT '',
    Rule TEXT NOT NULL DEFAULT '',
    extraField1 TEXT NOT NULL DEFAULT '',
    extraField2 TEXT NOT NULL DEFAULT '',
    extraField3 TEXT NOT NULL DEFAULT '',
    extraField4 TEXT NOT NULL DEFAULT '',
    extraField5 TEXT NOT NULL DEFAULT '',
    registered BIGINT NOT NULL,
    registered_associate_id INTEGER NOT NULL,
    updated BIGINT,
    updated_associate_id INTEGER,
    updatedCount INTEGER NOT NULL DEFAULT 0,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (tenant, product_id),
    FOREIGN KEY (tenant, PriceListId) REFERENCES PriceList (tenant, pricelist_id)
);
CREATE INDEX Product_list ON Product (tenant, PriceListId, product_id);
CREATE INDEX Product_key ON Product (tenant, ERPProductKey, product_id);
