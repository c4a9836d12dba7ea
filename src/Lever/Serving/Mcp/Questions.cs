using System.Text.Json;
using Lever.Review.Findings;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Lever.Serving.Mcp;

/// <summary>Asks the user by way of the client, where the client can ask.</summary>
internal static class Questions
{
    private const string Field = "answer";

    public static bool CanAsk(McpServer server) => server.ClientCapabilities?.Elicitation is not null;

    /// <summary>Asks a closed question.</summary>
    /// <returns>The value of the choice; null where the client cannot ask, or the user gives no answer.</returns>
    public static async Task<string?> Ask(McpServer server, OpenQuestion question, CancellationToken stop)
    {
        if (!CanAsk(server)) return null;
        ElicitResult result;
        try
        {
            result = await server.ElicitAsync(Request(question), stop).ConfigureAwait(false);
        }
        catch (McpException)
        {
            // The review is worth having without an answer.
            return null;
        }
        var value = result.IsAccepted && result.Content?.TryGetValue(Field, out var given) == true && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
        return question.Choices.Any(choice => choice.Value == value) ? value : null;
    }

    private static ElicitRequestParams Request(OpenQuestion question) => new()
    {
        Message = Plain.Sentence(question.Text),
        RequestedSchema = new ElicitRequestParams.RequestSchema
        {
            Properties =
            {
                [Field] = new ElicitRequestParams.TitledSingleSelectEnumSchema
                {
                    OneOf = [.. question.Choices.Select(choice => new ElicitRequestParams.EnumSchemaOption { Const = choice.Value, Title = Plain.Name(choice.Text) })],
                },
            },
            Required = [Field],
        },
    };

    /// <summary>Goes on only with the user's consent.</summary>
    /// <param name="what">What is asked, as a closed question.</param>
    /// <param name="confirm">Did the caller say that the user agreed? It counts where the client cannot ask.</param>
    /// <param name="show">What the caller has to do first where it said no such thing.</param>
    /// <param name="untouched">Says that all is as it was.</param>
    /// <exception cref="McpException">There is no consent.</exception>
    public static async Task Consent(McpServer server, string what, bool confirm, string show, string untouched, CancellationToken stop)
    {
        if (CanAsk(server))
        {
            if (!await Agrees(server, what, stop).ConfigureAwait(false)) throw new McpException($"{untouched}: the user did not agree");
        }
        else if (!confirm)
        {
            throw new McpException($"{untouched}: {show}; then call again with `confirm` if they agree");
        }
    }

    private static async Task<bool> Agrees(McpServer server, string what, CancellationToken stop)
    {
        var result = await server.ElicitAsync(new ElicitRequestParams
        {
            Message = Plain.Text(what),
            RequestedSchema = new ElicitRequestParams.RequestSchema { Properties = { [Field] = new ElicitRequestParams.BooleanSchema { Title = "Do it" } }, Required = [Field] },
        }, stop).ConfigureAwait(false);
        return result.IsAccepted && result.Content?.TryGetValue(Field, out var given) == true && given.ValueKind == JsonValueKind.True;
    }
}
