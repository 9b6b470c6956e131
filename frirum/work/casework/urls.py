"""The work with authorities in a case."""

from django.urls import path

from .views import involved, orders, proceedings
from .views import page as pages

app_name = "casework"
urlpatterns = [
    path("", pages.of_case, name="of_case"),
    path("kontakter/", pages.contacts, name="contacts"),
    path("kontakter/ny/", involved.contact, name="contact"),
    path("tovholder/", involved.coordinator, name="coordinator"),
    path("involveret/ny/", involved.choose_agency, name="choose_agency"),
    path("involveret/ny/<uuid:agency>/", involved.involve_agency, name="involve"),
    path("involveret/<uuid:involvement>/", involved.involvement, name="involvement"),
    path("involveret/<uuid:involvement>/slut/", involved.end, name="end"),
    path("anmeldelser/ny/", proceedings.report, name="report"),
    path("kriminalforsorg/ny/", proceedings.probation, name="probation"),
    path("forloeb/<uuid:proceeding>/", proceedings.proceeding, name="proceeding"),
    path("forloeb/<uuid:proceeding>/trin/", proceedings.step, name="step"),
    path("forloeb/<uuid:proceeding>/besked/", proceedings.informed, name="informed"),
    path("forloeb/<uuid:proceeding>/<uuid:step>/fejl/", proceedings.strike, name="strike"),
    path("forbud/nyt/", orders.new_order, name="new_order"),
    path("forbud/<uuid:order>/", orders.order, name="order"),
    path("forbud/<uuid:order>/ret/", orders.change, name="change_order"),
    path("forbud/<uuid:order>/forkyndt/", orders.serve, name="serve"),
    path("forbud/<uuid:order>/forlaeng/", orders.extend, name="extend"),
    path("forbud/<uuid:order>/ophaev/", orders.lift, name="lift"),
    path("forbud/<uuid:order>/brud/", orders.link, name="link"),
    path("forbud/<uuid:order>/brud/<uuid:breach>/", orders.breach, name="breach"),
]
