"""Forms of sign-in and of the organisation's administration."""

from datetime import date

from django import forms

from dondoc.lib.forms import DayField, TextField
from dondoc.organization.models import CODE_SCHEMES, POST_KINDS, Holding, Kind, Unit, User
from dondoc.organization.queries import valid_on


class PasswordField(forms.CharField):
    """A password, typed hidden and never trimmed."""

    def __init__(self, label: str, *, new: bool = False, help_text: str = "") -> None:
        mode = "new-password" if new else "current-password"
        super().__init__(
            label=label,
            strip=False,
            help_text=help_text,
            widget=forms.PasswordInput(attrs={"autocomplete": mode}),
            error_messages={"required": "Cần nhập mật khẩu."},
        )


class SignInForm(forms.Form):
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        error_messages={"required": "Cần nhập tên đăng nhập."},
    )
    password = PasswordField("Mật khẩu")


class CodeOfAuthenticatorForm(forms.Form):
    """The six digits an authenticator shows, or a recovery code."""

    code = forms.CharField(
        label="Mã xác thực",
        max_length=40,
        help_text="6 chữ số trên ứng dụng xác thực, hoặc một mã dự phòng.",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none"}),
        error_messages={"required": "Cần nhập mã."},
    )


class ChangePasswordForm(forms.Form):
    current = PasswordField("Mật khẩu hiện tại")
    password = PasswordField("Mật khẩu mới", new=True, help_text="Ít nhất 10 ký tự, không chứa tên đăng nhập.")
    again = PasswordField("Nhập lại mật khẩu mới", new=True)

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password"):
            raise forms.ValidationError("Hai lần nhập mật khẩu mới không giống nhau.")
        return again


class FoundForm(forms.Form):
    """The first administrator and his agency."""

    agency_name = TextField(label="Tên cơ quan", max_length=200, help_text="Ví dụ: Ủy ban nhân dân tỉnh …")
    abbreviation = TextField(label="Chữ viết tắt trong ký hiệu", max_length=30, help_text="Ví dụ: UBND, SNV")
    kind = forms.ModelChoiceField(label="Loại cơ quan", queryset=Kind.objects.none(), empty_label=None)
    full_name = TextField(label="Họ và tên quản trị viên", max_length=100)
    username = TextField(label="Tên đăng nhập", max_length=60)
    password = PasswordField("Mật khẩu", new=True, help_text="Ít nhất 10 ký tự, không chứa tên đăng nhập.")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        kinds = Kind.objects.filter(is_agency=True, is_outside=False, closed_on=None).order_by("order")
        self.fields["kind"].queryset = kinds  # type: ignore[attr-defined]


class UnitForm(forms.Form):
    name = TextField(label="Tên cơ quan, đơn vị", max_length=200)
    abbreviation = TextField(label="Chữ viết tắt", max_length=30, required=False)
    kind = forms.ModelChoiceField(label="Loại", queryset=Kind.objects.none(), empty_label=None)
    parent = forms.ModelChoiceField(label="Trực thuộc", queryset=Unit.objects.none(), required=False)
    code = TextField(label="Mã định danh", max_length=35, required=False, help_text="Theo QĐ 20/2020/QĐ-TTg.")
    from_day = DayField(label="Từ ngày", required=False)

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["kind"].queryset = Kind.objects.filter(closed_on=None).order_by("order")  # type: ignore[attr-defined]
        self.fields["parent"].queryset = Unit.objects.filter(valid_on(today)).order_by("path")  # type: ignore[attr-defined]


class CodeForm(forms.Form):
    scheme = forms.ChoiceField(label="Loại mã", choices=list(CODE_SCHEMES.items()))
    code = TextField(label="Mã", max_length=35)
    from_day = DayField(label="Từ ngày")


class EndCodeForm(forms.Form):
    last_day = DayField(label="Ngày cuối có hiệu lực")


class DayForm(forms.Form):
    """On which day something is asked for; empty is today."""

    day = DayField(label="Ngày", required=False)


class RenameForm(forms.Form):
    name = TextField(label="Tên mới", max_length=200)
    abbreviation = TextField(label="Chữ viết tắt", max_length=30, required=False)
    from_day = DayField(label="Từ ngày")


class PostForm(forms.Form):
    kind = forms.ChoiceField(label="Vai trò", choices=list(POST_KINDS.items()))
    title = TextField(label="Chức danh", max_length=100, help_text="Như in trên văn bản, ví dụ: Phó Giám đốc")
    fields_of_work = TextField(label="Lĩnh vực phụ trách", required=False, max_length=500)


class AppointForm(forms.Form):
    user = forms.ModelChoiceField(label="Người giữ chức danh", queryset=User.objects.none())
    from_day = DayField(label="Từ ngày")
    until_day = DayField(label="Đến hết ngày", required=False)
    acting = forms.BooleanField(label="Giao quyền, phụ trách", required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["user"].queryset = User.objects.filter(is_active=True)  # type: ignore[attr-defined]


class AbsenceForm(forms.Form):
    deputy = forms.ModelChoiceField(label="Người thay", queryset=User.objects.none())
    from_day = DayField(label="Từ ngày")
    until_day = DayField(label="Đến hết ngày")

    def __init__(self, *args: object, holding: Holding, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        held = Holding.objects.filter(valid_on(today), post__unit__agency_id=holding.post.unit.agency_id)
        people = User.objects.filter(is_active=True, pk__in=held.values("user")).exclude(pk=holding.user_id)
        self.fields["deputy"].queryset = people  # type: ignore[attr-defined]


class AccountForm(forms.Form):
    full_name = TextField(label="Họ và tên", max_length=100)
    username = TextField(label="Tên đăng nhập", max_length=60)
    email = forms.EmailField(label="Thư điện tử", required=False)


class TokenForm(forms.Form):
    """A key for a program: what it may do of what the post may do, and for how long."""

    name = TextField(label="Tên khóa", max_length=100, help_text="Phần mềm nào dùng, ai quản lý.")
    days = forms.IntegerField(
        label="Thời hạn (ngày)",
        min_value=1,
        max_value=366,
        initial=90,
        error_messages={"required": "Cần ghi thời hạn.", "invalid": "Thời hạn là số ngày."},
    )
    granted = forms.MultipleChoiceField(
        label="Được làm",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn gì: khóa chỉ đọc được những gì chức danh này xem được.",
    )

    def __init__(self, *args: object, granted: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["granted"].choices = granted  # type: ignore[attr-defined]
