using FraudWeb.Core.Access;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace FraudWeb.Core.Storage.Configurations;

internal sealed class AccountConfiguration : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).HasColumnName("id").ValueGeneratedOnAdd();
        builder.Property(a => a.Email).HasColumnName("email").HasMaxLength(Account.MaxEmailLength);
        builder.Property(a => a.NormalizedEmail).HasColumnName("normalized_email").HasMaxLength(Account.MaxEmailLength);
        builder.Property(a => a.Role).HasColumnName("role");
        builder.Property(a => a.IsDisabled).HasColumnName("is_disabled");
        builder.Property(a => a.PasswordHash).HasColumnName("password_hash");
        builder.Property(a => a.MustChangePassword).HasColumnName("must_change_password");
        builder.Property(a => a.PasswordExpiresAt).HasColumnName("password_expires_at");
        builder.Property(a => a.SecurityStamp).HasColumnName("security_stamp");
        builder.Property(a => a.FailedAttempts).HasColumnName("failed_attempts");
        builder.Property(a => a.LockedUntil).HasColumnName("locked_until");
        builder.Property(a => a.TotpSecret).HasColumnName("totp_secret");
        builder.Property(a => a.HasSecondFactor).HasColumnName("has_second_factor");
        builder.Property(a => a.LastTotpStep).HasColumnName("last_totp_step");
        builder.Property(a => a.RecoveryCodes).HasColumnName("recovery_codes");
        builder.Property(a => a.CreatedAt).HasColumnName("created_at");
        builder.Property(a => a.LastSignInAt).HasColumnName("last_sign_in_at");
        builder.HasIndex(a => a.NormalizedEmail).IsUnique().HasDatabaseName("ix_accounts_by_email");
    }
}

internal sealed class SessionConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("sessions");
        builder.HasKey(s => s.Id);
        builder.Property(s => s.Id).HasColumnName("id").ValueGeneratedOnAdd();
        builder.Property(s => s.TokenHash).HasColumnName("token_hash");
        builder.Property(s => s.AccountId).HasColumnName("account_id");
        builder.Property(s => s.SecurityStamp).HasColumnName("security_stamp");
        builder.Property(s => s.CreatedAt).HasColumnName("created_at");
        builder.Property(s => s.LastSeenAt).HasColumnName("last_seen_at");
        builder.Property(s => s.Address).HasColumnName("address");
        builder.Property(s => s.Device).HasColumnName("device");
        builder.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(s => s.TokenHash).IsUnique().HasDatabaseName("ix_sessions_by_token");
        builder.HasIndex(s => s.AccountId).HasDatabaseName("ix_sessions_by_account");
    }
}

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("api_keys");
        builder.HasKey(k => k.Id);
        builder.Property(k => k.Id).HasColumnName("id").ValueGeneratedOnAdd();
        builder.Property(k => k.Handle).HasColumnName("handle");
        builder.Property(k => k.Hash).HasColumnName("hash");
        builder.Property(k => k.Name).HasColumnName("name").HasMaxLength(ApiKey.MaxNameLength);
        builder.Property(k => k.Scopes).HasColumnName("scopes");
        builder.Property(k => k.CreatedAt).HasColumnName("created_at");
        builder.Property(k => k.CreatedBy).HasColumnName("created_by");
        builder.Property(k => k.ExpiresAt).HasColumnName("expires_at");
        builder.Property(k => k.RevokedAt).HasColumnName("revoked_at");
        builder.Property(k => k.LastUsedAt).HasColumnName("last_used_at");
        builder.Property(k => k.Replaces).HasColumnName("replaces");
        builder.HasIndex(k => k.Handle).IsUnique().HasDatabaseName("ix_api_keys_by_handle");
    }
}
