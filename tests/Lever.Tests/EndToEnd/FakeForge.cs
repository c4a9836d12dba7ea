using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Web;

namespace Lever.Tests.EndToEnd;

/// <summary>As much of GitHub's and GitLab's REST interfaces as keeps the comments of one pull request, on a port of this machine.</summary>
internal sealed class FakeForge : IDisposable
{
    public const string Token = "a-secret";

    private readonly HttpListener listener = new();
    private readonly Task work;
    private readonly object gate = new();

    public FakeForge()
    {
        Address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}/");
        listener.Prefixes.Add(Address);
        listener.Start();
        work = Task.Run(ServeAsync);
    }

    public string Address { get; }

    /// <summary>Texts by the number of the comment, from 1.</summary>
    public List<string> Comments { get; } = [];

    /// <summary>What was asked to be written, such as <c>POST</c>.</summary>
    public List<string> Writes { get; } = [];

    /// <summary>Is writing refused, as to a pull request from a fork?</summary>
    public bool IsReadOnly { get; set; }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            var (status, text) = Answer(context.Request);
            context.Response.StatusCode = (int)status;
            var bytes = Encoding.UTF8.GetBytes(text);
            context.Response.OutputStream.Write(bytes);
            context.Response.Close();
        }
    }

    private (HttpStatusCode Status, string Text) Answer(HttpListenerRequest request)
    {
        lock (gate)
        {
            var path = request.Url!.AbsolutePath;
            var isGitHub = path.StartsWith("/repos/owner/name/issues/", StringComparison.Ordinal);
            var isAllowed = isGitHub ? request.Headers["Authorization"] == $"Bearer {Token}" : request.Headers["PRIVATE-TOKEN"] == Token;
            if (!isAllowed) return (HttpStatusCode.Unauthorized, "{}");
            string[] lists = ["/repos/owner/name/issues/7/comments", "/api/v4/projects/5/merge_requests/7/notes"];
            var isList = lists.Contains(path);
            if (request.HttpMethod == "GET" && isList) return (HttpStatusCode.OK, Page(request.QueryString));
            if (IsReadOnly) return (HttpStatusCode.Forbidden, "{}");
            var body = new StreamReader(request.InputStream, Encoding.UTF8).ReadToEnd();
            var text = isGitHub ? JsonDocument.Parse(body).RootElement.GetProperty("body").GetString()! : HttpUtility.ParseQueryString(body)["body"]!;
            Writes.Add(request.HttpMethod);
            if (request.HttpMethod == "POST" && isList)
            {
                Comments.Add(text);
                return (HttpStatusCode.Created, "{}");
            }
            string[] items = ["/repos/owner/name/issues/comments/", "/api/v4/projects/5/merge_requests/7/notes/"];
            var item = items.FirstOrDefault(start => path.StartsWith(start, StringComparison.Ordinal));
            if (item is null || request.HttpMethod != (isGitHub ? "PATCH" : "PUT") || !int.TryParse(path[item.Length..], CultureInfo.InvariantCulture, out var number)) return (HttpStatusCode.NotFound, "{}");
            Comments[number - 1] = text;
            return (HttpStatusCode.OK, "{}");
        }
    }

    private string Page(NameValueCollection query)
    {
        var (size, page) = (int.Parse(query["per_page"]!, CultureInfo.InvariantCulture), int.Parse(query["page"]!, CultureInfo.InvariantCulture));
        return JsonSerializer.Serialize(Comments.Select((body, at) => new { id = at + 1, body }).Skip((page - 1) * size).Take(size));
    }

    public void Dispose()
    {
        listener.Close();
        work.Wait();
    }
}
