"""What a password must be, in Vietnamese."""

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

LENGTH = 10


class LongEnough:
    """At least ten characters; a phrase is better than signs nobody remembers."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password) < LENGTH:
            raise ValidationError(f"Mật khẩu cần ít nhất {LENGTH} ký tự.")
        name = getattr(user, "username", "")
        if name and name.lower() in password.lower():
            raise ValidationError("Mật khẩu không được chứa tên đăng nhập.")

    def get_help_text(self) -> str:
        return f"Ít nhất {LENGTH} ký tự, không chứa tên đăng nhập."


class NotCommon(CommonPasswordValidator):
    """Not one of the passwords that everybody tries first."""

    def validate(self, password: str, user: object = None) -> None:
        if password.lower().strip() in self.passwords:
            raise ValidationError("Mật khẩu này quá phổ biến, dễ bị đoán.")

    def get_help_text(self) -> str:
        return "Không dùng mật khẩu phổ biến."
