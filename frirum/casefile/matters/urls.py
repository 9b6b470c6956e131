"""Teams, who works on a case, opening one for an hour, and what crosses the wall."""

from django.urls import path

from .views import access, crossings, desk, oversight, relations, shield

app_name = "matters"
urlpatterns = [
    path("aabn/", access.break_glass_page, name="break_glass"),
    path("aabnet/", access.glass, name="glass"),
    path("<uuid:case>/aabnet/<uuid:glass>/", access.review, name="review_glass"),
    path("<uuid:case>/adgang/", access.access, name="access"),
    path("<uuid:case>/adgang/ny/", access.assign, name="assign"),
    path("<uuid:case>/adgang/<uuid:recusal>/", access.let_back_in, name="let_back"),
    path("<uuid:case>/naevnte/", shield.shield, name="shield"),
    path("<uuid:case>/fare/", crossings.danger, name="danger"),
    path("<uuid:case>/fare/<uuid:warning>/laest/", crossings.confirm, name="confirm_warning"),
    path("<uuid:case>/fare/<uuid:warning>/gjort/", crossings.act, name="act_on_warning"),
    path("<uuid:case>/fare/<uuid:warning>/set/", crossings.review, name="review_warning"),
    path("varslinger/", desk.crossings, name="crossings"),
    path("varslinger/<uuid:crossing>/", desk.crossing, name="crossing"),
    path("varslinger/<uuid:crossing>/godkend/", desk.approve, name="approve"),
    path("varslinger/<uuid:crossing>/send-tilbage/", desk.send_back, name="send_back"),
    path("varslinger/<uuid:crossing>/se-igen/", desk.again, name="look_again"),
    path("varslinger/<uuid:crossing>/gjort/", desk.instead, name="instead"),
    path("tilsyn/", oversight.oversight, name="oversight"),
    path("tilsyn/<uuid:delivery>/", oversight.review_crossing, name="review_crossing"),
    path("tilsyn/aabnet/<uuid:glass>/", oversight.settle, name="settle_glass"),
    path("kender/", relations.mine, name="relations"),
    path("kender/<uuid:relation>/fjern/", relations.withdraw, name="withdraw_relation"),
    path("kender/alle/", relations.declared, name="declared"),
    path("team/", access.teams, name="teams"),
    path("team/ny/", access.new_team, name="new_team"),
    path("team/<uuid:team>/", access.team, name="team"),
]
