using Lever.Dev.AgainstItself;
using Lever.Dev.AstDiff;
using Lever.Dev.Corpus;
using Lever.Dev.Docs;
using Lever.Dev.Mutations;
using Lever.Dev.Power;
using Lever.Dev.Rules;
using Lever.Dev.RustDiff;
using Lever.Dev.Site;

return args switch
{
    ["against-itself", .. var rest] => AgainstItselfCommand.Run(rest),
    ["ast-diff", .. var rest] => AstDiffCommand.Run(rest),
    ["corpus", .. var rest] => CorpusCommand.Run(rest),
    ["docs"] => DocsCommand.Run(),
    ["mutate", .. var rest] => MutateCommand.Run(rest),
    ["new-rule", var name, var chapter] => NewRuleCommand.Run(name, chapter),
    ["power", .. var rest] => PowerCommand.Run(rest),
    ["rust-diff", .. var rest] => RustDiffCommand.Run(rest),
    ["rust-layouts", .. var rest] => RustLayoutsCommand.Run(rest),
    ["rust-parse", .. var rest] => RustParseCommand.Run(rest),
    ["scaling", .. var rest] => ScalingCommand.Run(rest),
    ["site", var output] => SiteCommand.Run(output),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        lever-dev against-itself --lever PROGRAM --output FILE [--python EXE] [--count N] [--ratio R] [--default] [--seed S]
            run real experiments whose true answer is known: a function against itself, or R times the work; goes on where FILE ends
        lever-dev ast-diff --python EXE [--jobs N] [--show N] [PATH...]
            compare Lever's Python trees with CPython's, over its standard library where no path is given
        lever-dev corpus [--rules A,B] [--all] [--sample N] [--seed S] [--context LINES] PATH...
            run rules over real code and print findings with their lines
        lever-dev docs
            write docs/rules, docs/costs.md, docs/formats.md and docs/man from what the code says of itself
        lever-dev mutate --count N [--seed S] [--start I] [--jobs N] PATH...
            parse mutated files: no crash, no hang, whole trees
        lever-dev mutate --accept-reject [--python EXE] [--rustc EXE] --count N [--seed S] PATH...
            compare which mutated files Lever and CPython or rustc accept, and their trees
        lever-dev new-rule NAME CHAPTER
            write a rule's source, its fixture and its line in the catalogue
        lever-dev power [--experiments N] [--seed S]
            simulate experiments on a noisy host: how often each verdict falls, by plan and true effect
        lever-dev rust-diff [--rustc EXE] [--jobs N] [--show N] PATH...
            compare Lever's Rust trees with rustc's: what is accepted, items, statements, expressions, patterns and types in their nesting
        lever-dev rust-parse [--show N] PATH...
            parse Rust files: which have problems, whether all trees hold together, how fast
        lever-dev rust-layouts SIZES CRATE PATH...
            compare layouts of a crate's types with what rustc printed under -Zprint-type-sizes
        lever-dev scaling [--start I]
            parse sources that repeat one piece, and show whose time grows faster than their length
        lever-dev site OUTPUT
            write the documentation as a static site
        """);
    return 2;
}
