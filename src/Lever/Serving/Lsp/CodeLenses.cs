namespace Lever.Serving.Lsp;

/// <summary>Shares of profiles above the functions that hold them.</summary>
internal static class CodeLenses
{
    /// <summary>A function below this is not what a reader of the file has to look at.</summary>
    private const double Least = 0.01;

    public static Reply Answer(DocumentView view) => Reply.Of(json =>
    {
        json.WriteStartArray();
        foreach (var function in view.Functions)
        {
            foreach (var share in view.Weights.SharesOf(function.QualifiedName).Where(share => share.Share >= Least))
            {
                json.WriteStartObject();
                view.LineRange(function.DefLine).Write(json);
                json.WriteStartObject("command");
                json.WriteString("title", share.Words);
                // Nothing happens on a click; clients want a command all the same.
                json.WriteString("command", "");
                json.WriteEndObject();
                json.WriteEndObject();
            }
        }
        json.WriteEndArray();
    });
}
