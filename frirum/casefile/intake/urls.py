"""Staff pages under one address, those for the public under another."""

from django.urls import path

from .views import across, decisions, desk, enquiries, parties, public, staff

app_name = "intake"
urlpatterns = [
    path("", enquiries.listed, name="list"),
    path("ny/", enquiries.record, name="record"),
    path("modtaget/", enquiries.received, name="received"),
    path("venteliste/", enquiries.waiting, name="waiting"),
    path("habilitet/", desk.holds, name="holds"),
    path("habilitet/<uuid:check>/", desk.hold, name="hold"),
    path("habilitet/<uuid:check>/navne/", desk.names, name="names"),
    path("habilitet/<uuid:check>/afgoer/", desk.decide, name="decide_hold"),
    path("habilitet/<uuid:check>/vent/", desk.wait, name="wait"),
    path("habilitet/ansatte/", staff.staff, name="staff"),
    path("habilitet/ansatte/<uuid:hit>/", staff.staff_hit, name="staff_hit"),
    path("habilitet/ansatte/<uuid:hit>/navne/", staff.staff_names, name="staff_names"),
    path("habilitet/ansatte/<uuid:hit>/afgoer/", staff.decide_staff, name="decide_staff"),
    path("varsling/<uuid:crossing>/", across.across, name="across"),
    path("<uuid:enquiry>/", enquiries.enquiry_page, name="enquiry"),
    path("<uuid:enquiry>/personer/", parties.parties, name="parties"),
    path("<uuid:enquiry>/personer/ny/", parties.new_party, name="new_party"),
    path("<uuid:enquiry>/personer/<uuid:party>/", parties.edit_party, name="party"),
    path("<uuid:enquiry>/kontakt/", enquiries.contact, name="contact"),
    path("<uuid:enquiry>/opkald/", enquiries.safety_call, name="safety_call"),
    path("<uuid:enquiry>/vurdering/", decisions.assess, name="assess"),
    path("<uuid:enquiry>/tilbud/", decisions.offer, name="offer"),
    path("<uuid:enquiry>/henvis/", decisions.refer, name="refer"),
    path("<uuid:enquiry>/anden-side/", decisions.other_side, name="other_side"),
    path("<uuid:enquiry>/kender/", decisions.step_aside, name="step_aside"),
    path("<uuid:enquiry>/kender/<uuid:recusal>/", decisions.let_back, name="let_back"),
    path("<uuid:enquiry>/genoptag/", decisions.again, name="again"),
    path("<uuid:enquiry>/sag/", decisions.open_page, name="open"),
]
help_pages = [
    path("", public.ask, name="ask"),
    path("tak/", public.asked, name="asked"),
    path("henvis/", public.refer, name="refer"),
    path("henvis/kvittering/", public.referred, name="referred"),
]
