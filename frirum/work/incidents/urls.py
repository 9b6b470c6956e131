"""The log of a case and its exhibits."""

from django.urls import path

from . import views
from .views import bundles, imports, uploads

app_name = "incidents"
urlpatterns = [
    path("", views.log, name="log"),
    path("ny/", views.record, name="record"),
    path("moenster/", views.pattern, name="pattern"),
    path("bilag/", views.exhibits, name="exhibits"),
    path("bilag/<uuid:exhibit>/", views.exhibit, name="exhibit"),
    path("bilag/<uuid:exhibit>/kopi/", views.preview, name="preview"),
    path("bilag/<uuid:exhibit>/sammenlign/", views.verify, name="verify"),
    path("bilag/<uuid:exhibit>/udlever/", views.hand_over, name="hand_over"),
    path("udlevering/<uuid:release>/ud/", views.hand_out, name="hand_out"),
    path("import/", imports.import_file, name="import"),
    path("import/<uuid:phone_import>/", imports.import_one, name="import_one"),
    path("import/<uuid:phone_import>/hvem/", imports.import_choose, name="import_choose"),
    path("import/<uuid:phone_import>/gem/", imports.import_store, name="import_store"),
    path("import/<uuid:phone_import>/igen/", imports.import_again, name="import_again"),
    path("import/<uuid:phone_import>/drop/", imports.import_leave, name="import_leave"),
    path("politi/", bundles.bundle_list, name="bundle"),
    path("politi/nyt/", bundles.bundle_new, name="bundle_new"),
    path("politi/<uuid:bundle>/", bundles.bundle_one, name="bundle_one"),
    path("politi/<uuid:bundle>/ret/", bundles.bundle_change, name="bundle_change"),
    path("filer/", uploads.upload_new, name="upload_new"),
    path("filer/<uuid:upload>/", uploads.upload_part, name="upload_part"),
    path("filer/<uuid:upload>/drop/", uploads.upload_drop, name="upload_drop"),
    path("<uuid:incident>/", views.incident, name="incident"),
    path("<uuid:incident>/ret/", views.correct, name="correct"),
    path("<uuid:incident>/ordlyd/", views.history, name="history"),
    path("<uuid:incident>/stjerne/", views.star, name="star"),
    path("<uuid:incident>/uden-stjerne/", views.unstar, name="unstar"),
    path("<uuid:incident>/filer/", views.attach, name="attach"),
]
