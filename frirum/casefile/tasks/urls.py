"""My tasks, those of one case, and handing the case over with them."""

from django.urls import path

from .views import handing, tasks

app_name = "tasks"
urlpatterns = [
    path("", tasks.mine, name="mine"),
    path("overtag/<uuid:hand_over>/", handing.asked, name="asked"),
    path("<uuid:case>/", tasks.of_case, name="of_case"),
    path("<uuid:case>/ny/", tasks.add, name="add"),
    path("<uuid:case>/kender/", handing.step_aside, name="step_aside"),
    path("<uuid:case>/<uuid:task>/ret/", tasks.change, name="change"),
    path("<uuid:case>/<uuid:task>/udfoert/", tasks.finish, name="finish"),
    path("<uuid:case>/<uuid:task>/genaabn/", tasks.reopen, name="reopen"),
    path("<uuid:case>/<uuid:part>/overdrag/", handing.hand_over, name="hand_over"),
    path("<uuid:case>/<uuid:hand_over>/tilbage/", handing.withdraw, name="withdraw"),
    path("<uuid:case>/<uuid:part>/slut/", handing.end_part_page, name="end_part"),
]
