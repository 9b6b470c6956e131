"""Four pages and two forms."""

from django import forms
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from .models import Case, Contact, Person, Reminder
from .search import people_named


class ContactForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Contact
        fields = ("at", "kind", "text")


class EnquiryForm(forms.Form):
    name = forms.CharField(max_length=80)
    phone = forms.CharField(max_length=20)
    other_name = forms.CharField(max_length=80)
    other_phone = forms.CharField(max_length=20)


@login_required
def cases(request: HttpRequest) -> HttpResponse:
    mine = Case.objects.filter(worker=request.user, is_open=True).order_by("-touched_at")[:10]
    due = Reminder.objects.filter(worker=request.user).order_by("due_on")[:10]
    rows = Case.objects.select_related("worker").order_by("-touched_at")[:50]
    return render(request, "floor/cases.html", {"rows": rows, "mine": mine, "due": due})


@login_required
def case(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Case.objects.select_related("worker"), pk=pk)
    context = {
        "case": found,
        "people": found.people.all(),
        "contacts": found.contacts.select_related("worker").order_by("-at")[:20],
        "reminders": found.reminders.order_by("due_on")[:10],
    }
    return render(request, "floor/case.html", context)


@login_required
def add_contact(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Case, pk=pk)
    form = ContactForm(request.POST or None)
    if form.is_valid():
        form.instance.case, form.instance.worker = found, request.user
        with transaction.atomic():
            form.save()
            Case.objects.filter(pk=pk).update(touched_at=timezone.now())
        return redirect("case", pk)
    return render(request, "floor/contact.html", {"case": found, "form": form})


@login_required
def search(request: HttpRequest) -> HttpResponse:
    found = people_named(request.GET["q"])
    return render(request, "floor/search.html", {"found": found, "q": request.GET["q"]})


@login_required
def enquire(request: HttpRequest) -> HttpResponse:
    form = EnquiryForm(request.POST or None)
    found = Person.objects.none()
    if form.is_valid():
        given = form.cleaned_data
        same = Q(name__in=[given["name"], given["other_name"]])
        same |= Q(phone__in=[given["phone"], given["other_phone"]])
        found = Person.objects.filter(same).select_related("case")[:50]
    return render(request, "floor/search.html", {"found": found, "q": "", "form": form})
