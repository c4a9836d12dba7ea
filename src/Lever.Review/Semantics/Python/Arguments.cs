using Lever.Syntax.Python;
using Lever.Syntax.Trees;

namespace Lever.Review.Semantics.Python;

/// <summary>What a file's own calls say of its functions' parameters.</summary>
internal static class Arguments
{
    /// <summary>
    /// How much a parameter holds. Where functions of the file call its function, they show what is passed: data, or something of
    /// unknown size. A public function that nobody calls here is taken to be given data; a private one is somebody's callback.
    /// </summary>
    public static Size SizeOf(PythonModule module, Symbol symbol, Node parameter)
    {
        if (module.Passed.SizeOf(parameter) is { } passed) return passed;
        var function = parameter.Parent.Parent;
        var isMethod = function.Parent.Kind == Kind.Block && function.Parent.Parent.Kind == Kind.ClassDef;
        // How much an object holds is nothing that its callers pass.
        if (isMethod && parameter.Id == function.Child(3).FirstChild.Id && !IsStatic(function)) return Size.Unknown;
        var given = new Given(PositionOf(parameter) - (isMethod && !IsStatic(function) ? 1 : 0), parameter.Data);
        if (isMethod && !function.Child(1).Bytes.SequenceEqual("__init__"u8))
        {
            var owner = function.Parent.Parent;
            for (var id = module.Repetitions.FirstMethodCall(function.Child(1).Data); id >= 0; id = module.Repetitions.NextMethodCall(id))
            {
                var call = module.Tree[id];
                if (owner.Contains(call) && module.Classes.IsSelf(call.FirstChild.FirstChild)) given.Add(module, call, function);
            }
        }
        else if (module.SymbolAt(isMethod ? function.Parent.Parent.Child(1) : function.Child(1)) is { } called)
        {
            foreach (var reference in called.References)
                if (reference.Parent.Kind == Kind.Call && reference.Parent.FirstChild.Id == reference.Id) given.Add(module, reference.Parent, function);
        }
        if (given.Largest is { IsData: true } seen) return seen;
        var isPrivate = IsPrivate(function, isMethod);
        if (isPrivate && given.Largest is { IsSmall: true }) return Size.SmallBy($"what is passed for `{symbol.Name}`");
        return given.Largest is not null || isPrivate ? Size.Unknown : Size.PassedBy($"the parameter `{symbol.Name}`");
    }

    /// <summary>
    /// The type that all calls of a function agree on for a parameter without an annotation. Only functions that the file alone can call
    /// are asked: those inside others, and those of the module whose names begin with an underscore.
    /// </summary>
    public static PythonType? TypeOf(PythonModule module, Node parameter)
    {
        var function = parameter.Parent.Parent;
        if (!function.IsFunction || parameter.Kind is not (Kind.Arg or Kind.PosOnlyArg or Kind.KwOnlyArg) || function.Parent.Parent.Kind == Kind.ClassDef || !IsPrivate(function, isMethod: false)) return null;
        if (!function.AsFunction!.Value.Decorators.IsEmpty || module.SymbolAt(function.Child(1)) is not { OnlyDefinition: not null } called) return null;
        var position = PositionOf(parameter);
        PythonType? type = null;
        foreach (var reference in called.References)
        {
            if (reference.Parent.AsCall is not { } call || call.Callee.Id != reference.Id || call.HasUnpacking) return null;
            // Its own recursion passes on what it was given.
            if (function.Contains(reference)) continue;
            if ((ArgumentOf(call, position, parameter.Data) ?? parameter.AsParameter?.Default) is not { } argument) return null;
            if (argument.IsNone) continue;
            if (module.Types.Of(argument) is not { } given || type is not null && type != given) return null;
            type = given;
        }
        return type;
    }

    /// <summary>The parameter that a name means, where it is bound nowhere else and nothing in the file says its type; null for other expressions.</summary>
    public static Node? UntypedParameterOf(PythonModule module, Node expression)
    {
        if (expression.Kind != Kind.Name || module.SymbolAt(expression) is not { OnlyDefinition: { Kind: DefinitionKind.Parameter, Node: var parameter } }) return null;
        if (parameter.Kind is not (Kind.Arg or Kind.PosOnlyArg or Kind.KwOnlyArg) || !parameter.Parent.Parent.IsFunction || parameter.AsParameter is not { Annotation: null }) return null;
        return module.Classes.IsSelf(expression) || module.Types.Of(expression) is not null ? null : parameter;
    }

    /// <summary>What calls pass a parameter by.</summary>
    public static ParameterKey KeyOf(Node parameter) => new(PositionOf(parameter) is var position && position < int.MaxValue ? position : -1, parameter.Kind == Kind.PosOnlyArg ? "" : parameter.AsParameter!.Value.Name);

    /// <summary>What a call of this file passes for a parameter.</summary>
    /// <param name="node">The call; what calls without saying so passes nothing that is known.</param>
    /// <param name="bound">How many parameters the call fills by itself.</param>
    public static GivenArgument GivenBy(PythonModule module, Node node, ParameterKey parameter, int bound)
    {
        if (node.AsCall is not { HasUnpacking: false } call) return GivenArgument.Unknown;
        Node? given = parameter.Position >= bound ? call.Positional(parameter.Position - bound) : null;
        foreach (var argument in call.Arguments)
            if (argument.AsKeyword is { } keyword && keyword.Name == parameter.Name) given = keyword.Value;
        // What it then holds is its default, and nothing that a caller made.
        if (given is not { IsNone: false } value) return GivenArgument.Nothing;
        if (module.Types.Of(value) is { } type) return new GivenArgument(type, module.Sizes.Of(value));
        return UntypedParameterOf(module, value) is { } own ? GivenArgument.Unknown with { Own = KeyOf(own), OwnFunction = own.Parent.Parent.Id } : GivenArgument.Unknown;
    }

    private static Node? ArgumentOf(CallView call, int position, int name)
    {
        foreach (var argument in call.Arguments)
            if (argument.Kind == Kind.Keyword && argument.Data == name) return argument.FirstChild;
        return call.Positional(position);
    }

    /// <summary>The largest that calls pass for one parameter.</summary>
    private struct Given(int position, int name)
    {
        public Size? Largest { get; private set; }

        public void Add(PythonModule module, Node node, Node function)
        {
            // A function's own recursion passes on what it was given; a script's last lines try it out.
            if (function.Contains(node) || node.EnclosingFunction is null) return;
            var call = node.AsCall!.Value;
            var size = ArgumentOf(call, position, name) is { } argument ? module.Sizes.Of(argument) : call.HasUnpacking ? Size.Unknown : (Size?)null;
            if (size is { } own && (Largest is not { } known || own.Origin > known.Origin)) Largest = own;
        }
    }

    private static int PositionOf(Node parameter)
    {
        var position = 0;
        foreach (var other in parameter.Parent.Children)
        {
            // What can be given by name alone has no position that a call could reach.
            if (other.Kind is Kind.VarArg or Kind.KwOnlyArg) return int.MaxValue;
            if (other.Id == parameter.Id) return position;
            position++;
        }
        return position;
    }

    private static bool IsStatic(Node method)
    {
        foreach (var decorator in method.AsFunction!.Value.Decorators)
            if (decorator.Bytes.SequenceEqual("staticmethod"u8)) return true;
        return false;
    }

    /// <summary>Is the function nobody's to call from outside: named with an underscore, or defined inside another?</summary>
    private static bool IsPrivate(Node function, bool isMethod)
    {
        var name = function.Child(1).Bytes;
        // A class is made by whoever can name it.
        if (isMethod && name.SequenceEqual("__init__"u8)) return function.Parent.Parent is var owner && (owner.Child(1).Bytes[0] == (byte)'_' || owner.EnclosingFunction is not null);
        return name[0] == (byte)'_' && !name.EndsWith("__"u8) || !isMethod && function.EnclosingFunction is not null;
    }
}
