"""The kinds of agencies and units; the district level ended on 30/6/2025 and is kept as history."""

import datetime

from django.db import migrations

from dondoc.lib.triggers import lose_nothing

KINDS = [
    # code, name, is an agency, is outside the installation, closed on
    ("province", "Ủy ban nhân dân tỉnh", True, False, None),
    ("department", "Sở, ban, ngành", True, False, None),
    ("commune", "Ủy ban nhân dân xã, phường, đặc khu", True, False, None),
    ("public_body", "Đơn vị sự nghiệp", True, False, None),
    ("district", "Ủy ban nhân dân huyện", True, False, datetime.date(2025, 6, 30)),
    ("unit", "Phòng, đơn vị trực thuộc", False, False, None),
    ("outside", "Cơ quan ngoài hệ thống", True, True, None),
]


def load_kinds(apps, schema_editor):
    model = apps.get_model("organization", "Kind")
    model.objects.bulk_create(
        [
            model(code=code, name=name, is_agency=agency, is_outside=outside, closed_on=closed, order=order)
            for order, (code, name, agency, outside, closed) in enumerate(KINDS, start=1)
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("organization", "0001_initial")]
    operations = [
        migrations.RunPython(load_kinds, migrations.RunPython.noop),
        lose_nothing(
            "organization_unit",
            "organization_post",
            "organization_holding",
            "organization_user",
            "organization_calendarday",
        ),
    ]
