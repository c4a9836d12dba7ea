using Lever.Dev.AstDiff;
using Lever.Dev.Mutations;

return args switch
{
    ["ast-diff", .. var rest] => AstDiffCommand.Run(rest),
    ["mutate", .. var rest] => MutateCommand.Run(rest),
    ["scaling", .. var rest] => ScalingCommand.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        lever-dev ast-diff --python EXE [--jobs N] [--show N] [PATH...]
            compare Lever's Python trees with CPython's, over its standard library where no path is given
        lever-dev mutate --count N [--seed S] [--start I] [--jobs N] PATH...
            parse mutated files: no crash, no hang, whole trees
        lever-dev mutate --accept-reject --python EXE --count N [--seed S] PATH...
            compare which mutated files Lever and CPython accept, and their trees
        lever-dev scaling [--start I]
            parse sources that repeat one piece, and show whose time grows faster than their length
        """);
    return 2;
}
