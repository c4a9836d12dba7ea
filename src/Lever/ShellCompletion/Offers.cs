using System.CommandLine;
using System.CommandLine.Completions;
using Lever.Commands;
using Lever.Review.Cost;
using Lever.Review.Rules;

namespace Lever.ShellCompletion;

/// <summary>What the shell may offer for the value of an option or an argument: sources for its <c>CompletionSources</c>.</summary>
internal static class Offers
{
    /// <summary>The kind of the one item that stands for files and folders, which the shell itself lists best.</summary>
    public const string FileKind = "File";

    public static Func<CompletionContext, IEnumerable<CompletionItem>> Files { get; } = _ => [new CompletionItem("", FileKind)];

    public static Option<T> Offering<T>(this Option<T> option, Func<CompletionContext, IEnumerable<CompletionItem>> source)
    {
        option.CompletionSources.Add(source);
        return option;
    }

    public static Argument<T> Offering<T>(this Argument<T> argument, Func<CompletionContext, IEnumerable<CompletionItem>> source)
    {
        argument.CompletionSources.Add(source);
        return argument;
    }

    /// <summary>The names of rules, each with what it flags.</summary>
    public static Func<CompletionContext, IEnumerable<CompletionItem>> Rules { get; } = _ => RuleCatalog.All.Select(rule => new CompletionItem(rule.Name, detail: rule.Summary));

    /// <summary>Everything that <c>lever explain</c> knows, but for the user's own cost rows.</summary>
    public static Func<CompletionContext, IEnumerable<CompletionItem>> Explained { get; } = context =>
    [
        .. Rules(context),
        .. Glossary.Terms.Select(term => new CompletionItem(term.Key, detail: term.Value)),
        .. Topics.Names.Select(topic => new CompletionItem(topic, detail: "a topic of the guide")),
        .. CostTable.Shipped.Ids.Select(id => new CompletionItem(id, detail: CostTable.Shipped.Find(id)!.Meaning)),
        new CompletionItem("layout", detail: "where the fields of a Rust type lie"),
    ];

    public static Func<CompletionContext, IEnumerable<CompletionItem>> Words(IEnumerable<string> words) => _ => words.Select(word => new CompletionItem(word));
}
