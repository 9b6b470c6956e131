"""The calendar of the house, and the appointments of one case."""

from django.urls import include, path

from .views import booking, calendar, door, house, others, plan

app_name = "bookings"
_of_a_case = [
    path("", booking.of_case, name="of_case"),
    path("ny/", booking.new, name="new"),
    path("venter/", others.wish, name="wish"),
    path("venter/<uuid:wish>/slut/", others.wish_end, name="wish_end"),
    path("gruppe/", others.join, name="join"),
    path("gruppe/<uuid:place>/forlad/", others.leave, name="leave"),
    path("<uuid:coming>/", booking.appointment, name="appointment"),
    path("<uuid:coming>/flyt/", booking.change, name="move"),
    path("<uuid:coming>/aflys/", booking.off, name="off"),
    path("<uuid:coming>/fremmoede/", booking.attendance, name="attendance"),
    path("<uuid:coming>/laengere/", booking.longer, name="longer"),
    path("<uuid:coming>/paamindelse/", others.reminder, name="reminder"),
    path("<uuid:coming>/paamindet/", others.reminded, name="reminded"),
]
_of_the_house = [
    path("", calendar.calendar, name="calendar"),
    path("ny/", calendar.choose, name="choose"),
    path("mine/", others.due, name="due"),
    path("moede/", others.meeting, name="meeting_new"),
    path("moede/<uuid:meeting>/", others.one_meeting, name="meeting"),
    path("grupper/", others.groups, name="groups"),
    path("grupper/<uuid:group>/", others.group, name="group"),
    path("grupper/<uuid:group>/datoer/", others.group_dates, name="group_dates"),
    path("dagens/", door.door, name="door"),
    path("dagens/<uuid:arrival>/kom/", door.came, name="came"),
    path("dagens/<uuid:arrival>/gik/", door.left, name="left"),
    path("adresse/", door.feed, name="feed"),
    path("adresse/<str:secret>.ics", door.read_feed, name="read_feed"),
    path("huset/", house.house, name="house"),
    path("huset/nyt-sted/", house.new_site, name="site_new"),
    path("huset/sted/<uuid:site>/", house.site, name="site"),
    path("huset/sted/<uuid:site>/indgang/", house.entrance, name="entrance"),
    path("huset/sted/<uuid:site>/lokale/", house.room, name="room"),
    path("huset/lokale/<uuid:room>/luk/", house.close, name="close"),
    path("huset/taet/<uuid:pair>/bed/", house.ask, name="ask"),
    path("tider/<uuid:worker>/", house.hours, name="hours"),
    path("tider/<uuid:worker>/vaek/", house.away, name="away"),
    path("tider/<uuid:worker>/vaek/<uuid:away>/hjemme/", house.back, name="back"),
    path("tider/<uuid:worker>/daekning/<uuid:appointment>/", house.cover, name="cover"),
    path("plan/", plan.plan, name="plan"),
    path("plan/lav/", plan.ask, name="plan_ask"),
    path("plan/linje/<uuid:line>/", plan.line, name="plan_line"),
    path("plan/<uuid:proposal>/godkend/", plan.accept, name="plan_accept"),
    path("adskilt/", others.apart, name="apart"),
    path("adskilt/<uuid:pair>/ophaev/", others.meet, name="meet"),
]
urlpatterns = [
    path("kalender/", include(_of_the_house)),
    path("sager/<uuid:case>/aftaler/", include(_of_a_case)),
]
