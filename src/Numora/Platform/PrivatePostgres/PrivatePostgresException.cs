namespace Numora.Platform.Postgres;

/// <summary>The private PostgreSQL cannot run. The message says what failed, where, and what to do about it.</summary>
public sealed class PrivatePostgresException(string message, Exception? inner = null) : Exception(message, inner);
