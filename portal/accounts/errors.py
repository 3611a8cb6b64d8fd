"""What the accounts feature refuses."""

from portal.errors import Refusal


class EmailTaken(Refusal):
    code = "email_taken"

    def __init__(self, email: str) -> None:
        super().__init__(email)
        self.email = email


class UnknownHouse(Refusal):
    code = "unknown_house"

    def __init__(self, kind: str, slug: str) -> None:
        super().__init__(f"{kind} {slug}")
        self.kind = kind
        self.slug = slug


class RoleNeedsHouse(Refusal):
    """A role belongs to one kind of house: a teacher to a school, an editor to a centre, ..."""

    code = "role_needs_house"

    def __init__(self, role: str, kind: str) -> None:
        super().__init__(f"{role} {kind}")
        self.role = role
        self.kind = kind


class ClassExists(Refusal):
    code = "class_exists"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class ClassUnknown(Refusal):
    code = "class_unknown"
