"""Where people prove who they are, look after their own account, and the house looks after all."""

from django.urls import path

from .views import account, ledger, people, proving

app_name = "accounts"
urlpatterns = [
    path("log-ind/", proving.sign_in, name="sign_in"),
    path("log-ind/udfordring/", proving.challenge, name="challenge"),
    path("log-ind/adgangsnoegle/", proving.sign_in_by_passkey, name="sign_in_by_passkey"),
    path("log-ind/bekraeft/", proving.second_step, name="second_step"),
    path("log-ud/", proving.sign_out, name="sign_out"),
    path("velkommen/", proving.welcome, name="welcome"),
    path("velkommen/adgangskode/", proving.first_password, name="first_password"),
    path("faktor/", account.enrol, name="enrol"),
    path("faktor/udfordring/", account.new_challenge, name="new_challenge"),
    path("faktor/adgangsnoegle/", account.add_passkey, name="add_passkey"),
    path("faktor/app/", account.add_app, name="add_app"),
    path("faktor/<uuid:factor>/fjern/", account.remove_factor, name="remove_factor"),
    path("reservekoder/", account.recovery_codes, name="recovery_codes"),
    path("", account.mine, name="mine"),
    path("adgangskode/", account.password, name="password"),
    path("enheder/<uuid:sign_in>/log-ud/", account.end_device, name="end_device"),
    path("enheder/log-ud/", account.end_all_devices, name="end_all_devices"),
    path("ny-start/<uuid:invitation>/", account.hand_over, name="hand_over"),
    path("sprog/", account.language, name="language"),
    path("farver/", account.colours, name="colours"),
    path("adgangslog/", ledger.ledger, name="ledger"),
    path("huset/", people.people, name="people"),
    path("huset/inviter/", people.invite, name="invite"),
    path("huset/<uuid:worker>/", people.person, name="person"),
    path("huset/<uuid:worker>/kode/", people.renew, name="renew"),
    path("huset/<uuid:worker>/ny-start/", people.ask_for_new_start, name="ask_for_new_start"),
    path("huset/<uuid:worker>/giv-rolle/", people.give_role, name="give_role"),
    path("huset/<uuid:worker>/tag-rolle/", people.take_role, name="take_role"),
    path("huset/<uuid:worker>/log-ud/", people.end_sign_ins, name="end_sign_ins"),
    path("huset/<uuid:worker>/luk/", people.deactivate, name="deactivate"),
    path("huset/<uuid:worker>/genaabn/", people.reactivate, name="reactivate"),
]
