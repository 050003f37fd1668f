namespace FraudWeb.Core.Audit;

/// <summary>The actions in the audit log. The words are those of the OWASP logging vocabulary, where it has one.</summary>
public static class AuditActions
{
    public const string SignedIn = "authn_login_success";
    public const string SignInFailed = "authn_login_fail";
    public const string Locked = "authn_login_lock";
    public const string SignedOut = "authn_logout";
    public const string PasswordChanged = "authn_password_change";
    public const string SecondFactorSet = "authn_second_factor_set";
    public const string SecondFactorRemoved = "authn_second_factor_remove";
    public const string RecoveryCodesMade = "authn_recovery_codes_create";
    public const string RecoveryCodeUsed = "authn_recovery_code_use";
    public const string SessionsRevoked = "session_revoke";
    public const string KeyMade = "authn_token_created";
    public const string KeyRevoked = "authn_token_revoked";
    public const string AccessDenied = "authz_fail";
    public const string RoleChanged = "authz_change";
    public const string UserCreated = "user_created";
    public const string UserChanged = "user_updated";
    public const string UserErased = "user_deleted";
    public const string ResetStarted = "user_reset_start";
    public const string Labelled = "label_create";
    public const string ContestOpened = "contest_open";
    public const string ContestDecided = "contest_decide";
    public const string Exported = "sensitive_read";
    public const string PredictionsRead = "predictions_read";
    public const string Erased = "sensitive_delete";
    public const string HoldSet = "hold_set";
    public const string HoldLifted = "hold_lift";
    public const string RetentionRun = "retention_run";
    public const string ModelRegistered = "model_register";
    public const string ModelPromoted = "model_promote";
    public const string DemoLoaded = "demo_load";
    public const string Tampered = "audit_tampered";
    public const string SettingsChanged = "settings_change";
    public const string AnchorMade = "audit_anchor_create";
    public const string LossAccepted = "data_loss_accept";
    public const string Started = "sys_startup";
    public const string Stopped = "sys_shutdown";

    /// <summary>Written to the program's log only, because anybody could fill the disk with audit entries.</summary>
    public const string RateLimited = "excess_rate_limit_exceeded";

    /// <summary>Written to the program's log only, like <see cref="RateLimited"/>.</summary>
    public const string InvalidInput = "input_validation_fail";

    /// <summary>Written to the program's log only, like <see cref="RateLimited"/>.</summary>
    public const string KeyRefused = "authn_token_invalid";

    /// <summary>Gets the actions that the audit log can hold.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        SignedIn, SignInFailed, Locked, SignedOut, PasswordChanged, SecondFactorSet, SecondFactorRemoved, RecoveryCodesMade,
        RecoveryCodeUsed, SessionsRevoked, KeyMade, KeyRevoked, AccessDenied, RoleChanged, UserCreated, UserChanged, UserErased,
        ResetStarted, Labelled, ContestOpened, ContestDecided, Exported, PredictionsRead, Erased, HoldSet, HoldLifted, RetentionRun,
        ModelRegistered, ModelPromoted, DemoLoaded, Tampered, SettingsChanged, AnchorMade, LossAccepted, Started, Stopped,
    ];
}
