"""The refusals of this feature."""

from core.kernel.errors import DomainError


class PlayerBlocked(DomainError):
    """The account was shut by an admin, or its owner had it erased."""

    code = "player_blocked"


class CountryUnknown(DomainError):
    """Paid play needs a country, and the player has not said which."""

    code = "country_unknown"


class CountryRefused(DomainError):
    """The operator does not offer paid play in this country (params: country)."""

    code = "country_refused"


class BirthDateUnknown(DomainError):
    """Paid play needs a date of birth, and the player has not said which."""

    code = "birth_date_unknown"


class Underage(DomainError):
    """The player is too young on their own local date (params: minimum_age)."""

    code = "underage"


class BirthDateLocked(DomainError):
    """The date of birth was verified by a document and does not change any more."""

    code = "birth_date_locked"


class ConsentRequired(DomainError):
    """The latest terms have to be accepted first (params: document, version)."""

    code = "consent_required"


class DocumentOutdated(DomainError):
    """Another version of the document is the current one (params: document, version)."""

    code = "document_outdated"


class InitDataUsed(DomainError):
    """This launch of the mini-app had its session; the app has to be opened again."""

    code = "init_data_used"


class SessionEnded(DomainError):
    """The session token is unknown or its session has ended."""

    code = "session_ended"


class LimitExceeded(DomainError):
    """A limit that the player set (params: kind, window, asset, limit_minor, left_minor)."""

    code = "limit_exceeded"


class LimitChangePending(DomainError):
    """A change of this limit waits already; it can be cancelled (params: kind, window, asset)."""

    code = "limit_change_pending"


class NoLimitChange(DomainError):
    """No change of this limit waits (params: kind, window, asset)."""

    code = "no_limit_change"


class LimitChangeTooEarly(DomainError):
    """A raised or removed limit waits 24 hours for its second confirmation (params: wait_s)."""

    code = "limit_change_too_early"


class TooManyLimits(DomainError):
    """The player has as many limits as there may be (params: maximum)."""

    code = "too_many_limits"


class TooManyAddresses(DomainError):
    """The player keeps as many addresses as there may be (params: maximum)."""

    code = "too_many_addresses"
