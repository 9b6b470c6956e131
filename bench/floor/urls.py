from django.urls import path

from . import views

urlpatterns = [
    path("cases/", views.cases, name="cases"),
    path("cases/<int:pk>/", views.case, name="case"),
    path("cases/<int:pk>/contacts/", views.add_contact, name="add_contact"),
    path("search/", views.search, name="search"),
    path("enquiries/", views.enquire, name="enquire"),
]
