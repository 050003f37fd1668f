using System.Data.Common;

namespace FraudWeb.Core.Storage;

/// <summary>A prepared command with parameters <c>@p0</c>, <c>@p1</c>, … that is run over and over.</summary>
internal sealed class Statement : IDisposable
{
    private readonly DbCommand _command;
    private readonly DbParameter[] _parameters;

    /// <param name="connection">An open connection that only one thread uses.</param>
    /// <param name="sql">A constant of this program.</param>
    /// <param name="parameters">The number of parameters.</param>
    public Statement(DbConnection connection, string sql, int parameters)
    {
        _command = connection.CreateCommand();
#pragma warning disable CA2100 // constants of this program only
        _command.CommandText = sql;
#pragma warning restore CA2100
        _parameters = new DbParameter[parameters];
        for (var i = 0; i < parameters; i++)
        {
            _parameters[i] = _command.CreateParameter();
            _parameters[i].ParameterName = FormattableString.Invariant($"@p{i}");
            _command.Parameters.Add(_parameters[i]);
        }
    }

    /// <summary>Executes the statement in a transaction.</summary>
    /// <returns>The number of inserted, updated or deleted rows.</returns>
    public int Run(DbTransaction transaction, params ReadOnlySpan<object?> values)
    {
        Bind(transaction, values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>Executes the statement and returns its rows.</summary>
    public DbDataReader Query(DbTransaction transaction, params ReadOnlySpan<object?> values)
    {
        Bind(transaction, values);
        return _command.ExecuteReader();
    }

    public void Dispose() => _command.Dispose();

    private void Bind(DbTransaction transaction, ReadOnlySpan<object?> values)
    {
        _command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
        {
            _parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }
}
