-- Logins that outlive a request, the applications that may ask for them, and the key that signs for them.

CREATE INDEX Credentials_associate ON Credentials (tenant, associateId);

-- Applications registered with this tenant. The secret is kept as its SHA-256: see login_session.
CREATE TABLE OnlineApp (
    tenant INTEGER NOT NULL,
    onlineapp_id INTEGER NOT NULL CHECK (onlineapp_id BETWEEN 1 AND 2147483647),
    clientId TEXT NOT NULL,
    displayName TEXT NOT NULL,
    secret TEXT NOT NULL DEFAULT '',
    redirectUris TEXT NOT NULL DEFAULT '[]',
    systemToken TEXT NOT NULL,
    publicKey TEXT NOT NULL DEFAULT '',
    systemUser_id INTEGER,
    authorizationRevoked INTEGER NOT NULL DEFAULT 0,
    registered BIGINT NOT NULL,
    PRIMARY KEY (tenant, onlineapp_id),
    FOREIGN KEY (tenant, systemUser_id) REFERENCES associate (tenant, associate_id)
);
CREATE UNIQUE INDEX OnlineApp_client ON OnlineApp (tenant, clientId);
CREATE UNIQUE INDEX OnlineApp_system ON OnlineApp (tenant, systemToken);

-- What somebody holds who has logged in: a ticket, a web session's cookie, an access or refresh token, a code.
-- Only the SHA-256 of it is kept. Each is 256 random bits, which no list of guesses covers, so a slow hash would add
-- nothing. A session ends with the credential it was opened by: when that has another version, or is gone.
CREATE TABLE login_session (
    tenant INTEGER NOT NULL,
    digest TEXT NOT NULL,
    kind TEXT NOT NULL,
    associate_id INTEGER NOT NULL,
    Credentials_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    onlineapp_id INTEGER,
    consent TEXT,
    detail TEXT NOT NULL DEFAULT '',
    registered BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    PRIMARY KEY (tenant, digest),
    FOREIGN KEY (tenant, associate_id) REFERENCES associate (tenant, associate_id),
    FOREIGN KEY (tenant, onlineapp_id) REFERENCES OnlineApp (tenant, onlineapp_id)
);
CREATE INDEX login_session_expires ON login_session (tenant, expires);
CREATE INDEX login_session_associate ON login_session (tenant, associate_id, expires);
CREATE INDEX login_session_consent ON login_session (tenant, consent);

-- When an associate came and went. Apart from the associate's row: that is reference data, and a log-in changes none.
CREATE TABLE login_stamp (
    tenant INTEGER NOT NULL,
    associate_id INTEGER NOT NULL,
    lastlogin BIGINT,
    previouslogin BIGINT,
    lastlogout BIGINT,
    PRIMARY KEY (tenant, associate_id),
    FOREIGN KEY (tenant, associate_id) REFERENCES associate (tenant, associate_id)
);

-- The keys that sign id tokens, as JWK; the highest number signs. The first tenant's are those of the installation.
CREATE TABLE signing_key (
    tenant INTEGER NOT NULL,
    number INTEGER NOT NULL,
    jwk TEXT NOT NULL,
    registered BIGINT NOT NULL,
    PRIMARY KEY (tenant, number)
);
