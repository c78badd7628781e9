"""One exception per outcome; the web room dresses them (protocol reference 6.6)."""

SERVICE = "SuperOffice.Services.Implementation"
WEB = "SuperOffice.Services.WebApi"
SHOWN = 50  # letters of what was sent that a message shows


class ApiError(Exception):
    """An outcome that is answered with an error body."""

    status = 500
    error_type = "SoServerException"
    source = SERVICE

    def __init__(self, message: str, messages: dict[str, str] | None = None):
        super().__init__(message)
        self.message = message
        self.messages = messages  # field -> what is wrong with it


class NotFound(ApiError):
    """No such record, or none that the caller may see."""

    status = 404
    error_type = "SoNotFoundException"


class UnknownId(ApiError):
    """A save through an agent names a record that is not there."""

    status = 400
    error_type = "SoNotFoundException"

    @classmethod
    def of(cls, record: str, number: int, field: str) -> "UnknownId":
        """Say which record there is none of, and which field names it."""
        problem = f"{record} id {number} not found"
        return cls(problem, {field: problem})


class Invalid(ApiError):
    """A field's value cannot be saved; `messages` names the fields."""

    status = 400
    error_type = "SoValidationException"

    @classmethod
    def field(cls, name: str, problem: str) -> "Invalid":
        """Say what is wrong with one field."""
        return cls(f"{name}: {problem}", {name: problem})

    @classmethod
    def unknown(cls, name: str, kind: str, told: int | str) -> "Invalid":
        """Say that a field names what is not there: a company, person, list item …, by its id or its text."""
        return cls.field(name, f"there is no {kind} {told[:SHOWN] if isinstance(told, str) else told!r}")


class Conflict(ApiError):
    """What is stored is not what the caller takes it to be."""

    status = 409
    error_type = "SoIllegalOperationException"


class PreconditionFailed(ApiError):
    """The record is not, or no longer, what the caller's headers demand."""

    status = 412
    error_type = "PreconditionFailed"
    source = WEB


class BadArgument(ApiError):
    """An argument is missing, malformed or out of range."""

    status = 400
    error_type = "ArgumentException"


class Denied(ApiError):
    """The caller may not do this; the message is the reason."""

    status = 403
    error_type = "SoSentryException"


class NotLoggedIn(ApiError):
    """No login, or a wrong one; which half was wrong is not said."""

    status = 401
    error_type = "SoSessionException"
    source = WEB


class WrongLogin(NotLoggedIn):
    """A name and a password that do not fit."""


class LoginMissing(NotLoggedIn):
    """The request carries no login at all."""

    error_type = "ArgumentException"


class TooManyTries(ApiError):
    """Wrong passwords from this address, too many for now; `seconds` is how long to wait (Retry-After)."""

    status = 429
    error_type = "SoSessionException"
    source = WEB

    def __init__(self, seconds: int):
        super().__init__(f"Too many failed logins: try again in {seconds} s.")
        self.seconds = seconds


class NotBuilt(ApiError):
    """The contract has this operation, this server does not yet."""

    status = 501
    error_type = "NotImplemented"
    source = WEB


class Unavailable(ApiError):
    """The database could not store the change now; it may be tried again."""

    status = 503
    error_type = "SoServerException"


class Overtaken(Unavailable):
    """Somebody else changed the record in between: the whole request may be run again."""


class RequestError(ApiError):
    """The framework's own errors: `message` and `detail` in the framework's shape, without the `messages`."""

    status = 400
    error_type = ""
    source = WEB

    def __init__(
        self,
        message: str,
        detail: str,
        status: int = 400,
        error_type: str = "",
        *,
        messages: dict[str, str] | None = None,
    ):
        super().__init__(message, messages)
        self.detail = detail
        self.status = status
        self.error_type = error_type


class ConfigError(Exception):
    """A setting, a file or a database that the program cannot start with."""
