using System.ComponentModel;
using Lever.Setup;
using Lever.Workspace;
using ModelContextProtocol;
using ModelContextProtocol.Server;

namespace Lever.Serving.Mcp;

/// <param name="Path">The configuration's file.</param>
/// <param name="Table">The table that the line was put into.</param>
internal sealed record KeptAnswer(string Path, string Table, string Line);

/// <summary><c>keep_answer</c>: writes the answer to a review's question into the configuration, with the user's consent.</summary>
internal sealed class KeepAnswerTool(Session session)
{
    public McpServerTool Tool(TextWriter faults) => Tools.Make(Answer, "keep_answer", "Keep an answer",
        "Writes the answer to a review's question into lever.toml (or where the project keeps Lever's settings), under [answers], so that it counts for everybody and for good. "
        + "`review` alone keeps answers for this session. The user is asked; where the client cannot ask, `confirm` must say that the user agreed.", ToolNature.Changes, faults);

    private async Task<KeptAnswer> Answer(
        McpServer server,
        [Description("The `key` of a review's `question`")] string key,
        [Description("The `value` of one of its choices")] string value,
        [Description("The user agreed that this answer is written to the file. Counts only where the client cannot ask the user")] bool confirm = false,
        CancellationToken stop = default)
    {
        if (!session.Runs.Any(run => run.Result.Question is { } question && question.Key == key && question.Choices.Any(choice => choice.Value == value)))
            throw Request.Refused("only what a review of this session asked is kept: `key` is that of its `question`, `value` that of one of the choices");
        var (change, answer) = await session.Read(request => Prepare(key, value, request), null, stop).ConfigureAwait(false);
        await Questions.Consent(server, $"Write {answer.Line} under {answer.Table} of {answer.Path}?", confirm, "show the user the line and the file it goes into", "nothing was written", stop).ConfigureAwait(false);
        return await session.Read(_ =>
        {
            if (change.Write() is { } trouble) throw Request.Refused($"{answer.Path}: nothing was written: {trouble}");
            session.Remember(key, value);
            return answer;
        }, null, stop).ConfigureAwait(false);
    }

    private (AnswerChange Change, KeptAnswer Answer) Prepare(string key, string value, Request request)
    {
        var file = session.Inside(AnswersFile.PlaceOf(request.Configuration(session.Choices), request.Host.CurrentFolder));
        try
        {
            var (change, problem) = AnswersFile.With(file, key, value);
            if (change is null) throw Request.Refused($"nothing was written: {problem}");
            return (change, new KeptAnswer(Plain.Name(DisplayPath.Of(file, session.Workspace.Root)), change.Table, Plain.Name(change.Line)));
        }
        catch (Exception trouble) when (Trouble.IsExpected(trouble))
        {
            throw Request.Refused($"nothing was written: {Trouble.Explain(trouble)}");
        }
    }
}
