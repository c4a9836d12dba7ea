namespace Lever.Serving.Lsp;

/// <summary>A request that waits for its answer, which it gets once: from whoever answers first, or takes it back.</summary>
/// <param name="id">As JSON.</param>
/// <param name="method">What is asked.</param>
internal sealed class PendingRequest(string id, string method, Client client, Action<PendingRequest> whenAnswered)
{
    private readonly Lock gate = new();
    private Action? whenCancelled;
    private bool isAnswered;

    public string Id => id;

    public bool IsAnswered
    {
        get
        {
            lock (gate) return isAnswered;
        }
    }

    public void Answer(Reply reply)
    {
        lock (gate)
        {
            if (isAnswered) return;
            isAnswered = true;
        }
        whenAnswered(this);
        client.Respond(id, reply);
    }

    /// <summary>Answers that there is nothing to say: by an empty report where the protocol has no other word for it.</summary>
    public void AnswerNothing() => Answer(method == PublishedDiagnostics.Asking ? PublishedDiagnostics.Nothing : Reply.Nothing);

    /// <summary>Says what ends the work on the request, should the client take it back.</summary>
    public void OnCancel(Action action)
    {
        lock (gate) whenCancelled = action;
    }

    /// <summary>The client wants no answer any more, yet the protocol asks for one.</summary>
    public void Cancel()
    {
        Action? action;
        lock (gate) action = isAnswered ? null : whenCancelled;
        action?.Invoke();
        Answer(Reply.Fail(ResponseError.Cancelled));
    }
}
