"""Plays a story through the actions themselves, one deed after the other, as people would."""

from django.core.files.base import ContentFile

from nakhara.demo.sample.deeds import HEAD, HELPER, OPERATOR, SECRETARY, Deed
from nakhara.demo.sample.offices import Offices, bytes_of
from nakhara.demo.sample.stories.story import Story
from nakhara.demo.sample.words import table
from nakhara.foundation.documents.actions import store_document
from nakhara.foundation.notices.jobs import mail
from nakhara.foundation.parties.actions import add_member, create_organisation, register_person
from nakhara.foundation.parties.actor import OPERATOR as SYSTEM
from nakhara.foundation.parties.actor import Actor
from nakhara.foundation.places.models import District, Province
from nakhara.stages.application.actions import accept_filing, return_filing, submit_application
from nakhara.stages.plan.actions.plans import claim_dimensions, save_texts, start_plan_for_new_area
from nakhara.stages.plan.actions.rows import add_indicator, add_milestone, add_project
from nakhara.stages.plan.queries import rows_of
from nakhara.stages.review.actions import (
    assign_reviewer,
    close_review,
    declare,
    save_scores,
    send_scores,
    withdraw_assignment,
)
from nakhara.stages.self_assessment.actions import save_answer, save_condition


class Acting:
    """One story on the stage; every deed is a method of its name."""

    def __init__(self, story: Story, offices: Offices):
        self.story, self.offices = story, offices
        self.people, self.posts, self.projects, self.documents, self.sheets = {}, {}, {}, {}, {}

    def play(self) -> None:
        """Act every deed, then mail the notices, which is all they ask of the worker."""
        for deed in self.story.deeds:
            getattr(self, deed.verb)({"by": self._actor(deed), "at": deed.at}, **deed.what)
        mail()

    def _actor(self, deed: Deed) -> Actor:
        if deed.by in (HEAD, HELPER):
            return Actor(person=self.people[deed.by], post=self.posts[deed.by])
        if deed.by in (OPERATOR, SECRETARY):
            return SYSTEM if deed.by == OPERATOR else self.offices.secretary
        sitter = self._sitter(deed.what)
        return Actor(person=sitter.person, post=sitter)

    def _sitter(self, what):
        return self.offices.panels[what["part"]][what["seat"]]

    def create_organisation(self, act, *, province, district, **what):
        place = {"province": Province.objects.get(pk=province), "district": District.objects.get(pk=district)}
        self.organisation = create_organisation(**act, **place, is_sample=True, **what)

    def register_person(self, act, *, role, **what):
        self.people[role] = register_person(**act, **what)

    def add_member(self, act, *, role, **what):
        self.posts[role] = add_member(**act, organisation=self.organisation, person=self.people[role], **what)

    def start_plan_for_new_area(self, act, **what):
        self.plan = start_plan_for_new_area(**act, organisation=self.organisation, **what)

    def claim_dimensions(self, act, **what):
        self.plan.refresh_from_db()
        claim_dimensions(**act, plan=self.plan, version=self.plan.version, **what)

    def save_texts(self, act, *, texts):
        save_texts(**act, plan=self.plan, texts={field: (text, 0) for field, text in texts.items()})

    def amend_text(self, act, *, field, more):
        row = rows_of(self.plan)[field]
        save_texts(**act, plan=self.plan, texts={field: (f"{row.text} {more}", row.version)})

    def add_project(self, act, *, name, **what):
        self.projects[name] = add_project(**act, plan=self.plan, name=name, **what)

    def add_milestone(self, act, *, project, **what):
        add_milestone(**act, plan=self.plan, project=self.projects[project], **what)

    def add_indicator(self, act, **what):
        add_indicator(**act, plan=self.plan, **what)

    def store_document(self, act, *, paper, **what):
        title = table()["papers"]["titles"][paper]
        file = ContentFile(bytes_of(title), name=f"{title}.pdf")
        self.documents[paper] = store_document(**act, file=file, organisation=self.organisation, **what)

    def save_condition(self, act, *, evidence, **what):
        save_condition(**act, plan=self.plan, documents=self._cited(evidence), version=0, **what)

    def save_answer(self, act, *, evidence, **what):
        save_answer(**act, plan=self.plan, documents=self._cited(evidence), version=0, **what)

    def _cited(self, evidence):
        return [(self.documents[paper], place) for paper, place in evidence]

    def submit_application(self, act):
        self.filing = submit_application(**act, plan=self.plan)

    def return_filing(self, act, *, reasons):
        rows = [{"kind": kind, "about": about, "text": text} for kind, about, text in reasons]
        return_filing(**act, filing=self.filing, reasons=rows)

    def accept_filing(self, act):
        accept_filing(**act, filing=self.filing)

    def assign_reviewer(self, act, *, part, seat):
        who = self._sitter({"part": part, "seat": seat})
        values = {"filing": self.filing, "reviewer": who, "body": who.seat.body, "part": part}
        self.sheets[part, seat] = assign_reviewer(**act, **values)

    def withdraw_assignment(self, act, *, part, seat):
        withdraw_assignment(**act, assignment=self._sheet(part, seat))

    def declare(self, act, *, part, seat, **what):
        declare(**act, assignment=self._sheet(part, seat), **what)

    def save_scores(self, act, *, part, seat, **what):
        sheet = self._sheet(part, seat)
        save_scores(**act, assignment=sheet, version=sheet.version, **what)

    def send_scores(self, act, *, part, seat):
        sheet = self._sheet(part, seat)
        send_scores(**act, assignment=sheet, version=sheet.version)

    def _sheet(self, part, seat):
        sheet = self.sheets[part, seat]
        sheet.refresh_from_db()
        return sheet

    def close_review(self, act):
        close_review(**act, filing=self.filing)
