"""
Signing in and out, and the second factor: the sign-in library's views at our addresses.

Only these are served: nobody signs up, and a forgotten password is the administrator's to reset.
"""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkey
from django.contrib.auth.decorators import login_required
from django.urls import path

from cairn.web.signin.invitation import choose_password
from cairn.web.signin.own_factors import own_factors
from cairn.web.signin.provider import views as provider
from cairn.web.signin.provider.signing_out import signed_out_there
from cairn.web.signin.sessions import my_sessions
from cairn.web.signin.views import Account, SignIn

urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="account_login"),
    path("sign-in/passkey/", passkey.login_webauthn, name="mfa_login_webauthn"),
    path("sign-in/code/", mfa.authenticate, name="mfa_authenticate"),
    path("sign-in/with/<slug:provider_id>/", provider.to_provider, name="openid_connect_login"),
    path("sign-in/with/<slug:provider_id>/back/", provider.back, name="openid_connect_callback"),
    path("sign-in/with/<slug:provider_id>/signed-out/", signed_out_there, name="signed_out_there"),
    path("sign-in/not-finished/", provider.not_finished, name="socialaccount_login_cancelled"),
    path("sign-in/waiting/", provider.waiting, name="sign_in_waiting"),
    path("sign-in/no-role/", provider.no_role, name="sign_in_no_role"),
    path("account/confirm/at-agency/", provider.to_provider_again, name="confirm_at_provider"),
    path("sign-out/", account.logout, name="account_logout"),
    path("account/", login_required(Account.as_view()), name="mfa_index"),
    path("account/password/", own_factors(account.password_change), name="account_change_password"),
    path("account/inactive/", account.account_inactive, name="account_inactive"),
    path("account/confirm/", own_factors(account.reauthenticate), name="account_reauthenticate"),
    path("account/confirm/code/", own_factors(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "account/confirm/passkey/",
        own_factors(passkey.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path("account/passkeys/", own_factors(passkey.list_webauthn), name="mfa_list_webauthn"),
    path("account/passkeys/add/", own_factors(passkey.add_webauthn), name="mfa_add_webauthn"),
    path(
        "account/passkeys/<int:pk>/remove/", own_factors(passkey.remove_webauthn), name="mfa_remove_webauthn"
    ),
    path("account/sessions/", my_sessions, name="my_sessions"),
    path("account/first/<uuid:user_id>/<slug:token>/", choose_password, name="choose_password"),
    path("account/authenticator/add/", own_factors(totp.activate_totp), name="mfa_activate_totp"),
    path("account/authenticator/remove/", own_factors(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path(
        "account/recovery-codes/", own_factors(recovery.view_recovery_codes), name="mfa_view_recovery_codes"
    ),
    path(
        "account/recovery-codes/new/",
        own_factors(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "account/recovery-codes/download/",
        own_factors(recovery.download_recovery_codes),
        name="mfa_download_recovery_codes",
    ),
]
