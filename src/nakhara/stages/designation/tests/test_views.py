"""The page of a certificate: its PDF once there is one, and what the designation has become."""

from datetime import timedelta

import pytest
from django.urls import reverse

from nakhara.foundation.parties.tests.factories import AT
from nakhara.stages.designation.jobs import certificate
from nakhara.stages.designation.models import Act
from nakhara.stages.designation.tests.factories import a_designation

pytestmark = pytest.mark.django_db


def page_of(client, designation) -> str:
    client.cookies["language"] = "en"
    return client.get(reverse("designation:designation", args=[designation.key])).content.decode()


def test_the_page_stands_at_once_and_leads_to_the_pdf_when_the_worker_has_made_it(client):
    designation = a_designation()
    pdf = reverse("designation:pdf", args=[designation.key])
    page = page_of(client, designation)
    assert ("The PDF is being made" in page, pdf in page, client.get(pdf).status_code) == (True, False, 404)
    certificate(designation.key)
    page = page_of(client, designation)
    assert ("The PDF is being made" in page, pdf in page) == (False, True)
    assert b"".join(client.get(pdf).streaming_content).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("kind", "said"), [("suspended", "Suspended"), ("revoked", "Revoked"), ("replaced", "Replaced by a newer number")]
)
def test_a_designation_that_is_no_longer_in_force_says_so_above_its_certificate(client, kind, said):
    designation = a_designation()
    assert said not in page_of(client, designation)
    Act.objects.create(designation=designation, kind=kind, at=AT + timedelta(days=1), reason="ตัวอย่าง")
    assert f'<b class="note bad">{said}</b>' in page_of(client, designation)
