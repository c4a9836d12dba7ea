using System.Collections.Frozen;
using System.Globalization;

namespace Lever.Review.Semantics.Boundary;

/// <summary>How Rust code holds something of Python's.</summary>
public enum PyHandle
{
    /// <summary>It holds none, or it is not known to.</summary>
    None,

    /// <summary>The token <c>Python&lt;'_&gt;</c>: proof that the thread is attached to the interpreter.</summary>
    Token,

    /// <summary>An object that can be used as it is, since the thread is attached: <c>Bound</c>, <c>Borrowed</c>, and <c>&amp;PyAny</c> before 0.23.</summary>
    Bound,

    /// <summary>An object that must be bound before it is used: <c>Py</c>, <c>PyObject</c>.</summary>
    Owned,

    /// <summary>The Rust value of an object, borrowed: <c>PyRef</c>, <c>PyRefMut</c>.</summary>
    Instance,
}

/// <summary>What the table says of a function or method, in words.</summary>
[Flags]
public enum PyFacts
{
    None = 0,

    /// <summary>Attaches the thread to the interpreter for its closure.</summary>
    Attaches = 1,

    /// <summary>Detaches the thread from the interpreter for its closure.</summary>
    Detaches = 2,

    /// <summary>Imports a module by its name.</summary>
    Imports = 4,

    /// <summary>Compiles and runs source text.</summary>
    Compiles = 8,

    /// <summary>Calls a Python object.</summary>
    Calls = 16,

    /// <summary>Makes a Python object.</summary>
    Creates = 32,

    /// <summary>Tests or converts the type of an object.</summary>
    Converts = 64,

    /// <summary>Gives what `for` goes through.</summary>
    Iterates = 128,
}

/// <summary>A function or method of PyO3.</summary>
/// <param name="Name">Its last name.</param>
/// <param name="On">The type of a function; `token`, `bound`, `owned` or `instance` for methods.</param>
/// <param name="Result">What it gives, results and options looked through; null where that is nothing of Python's.</param>
/// <param name="NameArgument">Which argument is the name of an attribute, method or key; -1 for none.</param>
/// <param name="Since">The version of PyO3, as (0, minor), that brought it.</param>
/// <param name="Until">The last version that had it without a warning.</param>
/// <param name="Cost">The cost row of one call; empty where there is none.</param>
public sealed record PySymbol(string Name, string On, PyType? Result, PyFacts Facts, int NameArgument, int Since, int Until, string Cost)
{
    public bool Is(PyFacts facts) => (Facts & facts) != 0;
}

/// <summary>
/// The words of PyO3 that rules speak of, old and new names alike. A line is a type that holds something of Python's (`handle NAME kind`), a class of
/// Python's objects (`class NAME`), a name of the prelude (`prelude NAME`), a function (`fn Type::name`) or a method (`.name` of what stands before it), followed by `-> what it gives` and words:
/// `name=0` for the place of a name among its arguments, `since=` and `until=` for PyO3's minor versions, `cost=` for a row of the cost tables.
/// </summary>
/// <remarks>PyO3's documentation, changelog and migration guide, versions 0.15 to 0.29.</remarks>
public static class PyO3Table
{
    private const string Text = """
        handle Python token
        handle Bound bound
        handle Borrowed bound
        handle Py owned
        handle PyObject owned
        handle PyRef instance
        handle PyRefMut instance
        handle PyCell instance

        class PyAny
        class PyBool
        class PyByteArray
        class PyBytes
        class PyCFunction
        class PyComplex
        class PyDate
        class PyDateTime
        class PyDelta
        class PyDict
        class PyEllipsis
        class PyFloat
        class PyFrozenSet
        class PyFunction
        class PyInt
        class PyIterator
        class PyList
        class PyLong
        class PyMapping
        class PyMemoryView
        class PyModule
        class PyNone
        class PySequence
        class PySet
        class PySlice
        class PyString
        class PyTime
        class PyTraceback
        class PyTuple
        class PyType
        class PyUnicode

        prelude Python
        prelude Py
        prelude Bound
        prelude Borrowed
        prelude PyObject
        prelude PyRef
        prelude PyRefMut
        prelude PyCell
        prelude PyAny
        prelude PyModule
        prelude PyErr
        prelude PyResult
        prelude FromPyObject
        prelude IntoPy
        prelude IntoPyObject
        prelude ToPyObject

        fn Python::with_gil attaches until=25 cost=pyo3.gil
        fn Python::attach attaches since=26 cost=pyo3.gil
        fn Python::try_attach attaches since=26 cost=pyo3.gil
        fn Python::attach_unchecked attaches since=26 cost=pyo3.gil
        fn Python::assume_gil_acquired -> token: until=25
        fn Python::assume_attached -> token: since=26
        fn Python::import -> bound:PyModule imports until=22 cost=pyo3.import

        fn PyModule::import -> bound:PyModule imports name=1 cost=pyo3.import
        fn PyModule::import_bound -> bound:PyModule imports name=1 since=21 until=22 cost=pyo3.import
        fn PyModule::from_code -> bound:PyModule compiles
        fn PyModule::from_code_bound -> bound:PyModule compiles since=21 until=22

        fn PyList::new -> bound:PyList creates
        fn PyList::new_bound -> bound:PyList creates since=21 until=22
        fn PyList::empty -> bound:PyList creates
        fn PyList::empty_bound -> bound:PyList creates since=21 until=22
        fn PyTuple::new -> bound:PyTuple creates
        fn PyTuple::new_bound -> bound:PyTuple creates since=21 until=22
        fn PyTuple::empty -> bound:PyTuple creates
        fn PyDict::new -> bound:PyDict creates
        fn PyDict::new_bound -> bound:PyDict creates since=21 until=22
        fn PySet::new -> bound:PySet creates
        fn PySet::empty -> bound:PySet creates
        fn PyFrozenSet::new -> bound:PyFrozenSet creates
        fn PyString::new -> bound:PyString creates cost=pyo3.str.out
        fn PyString::new_bound -> bound:PyString creates since=21 until=22 cost=pyo3.str.out
        fn PyString::intern -> bound:PyString
        fn PyBytes::new -> bound:PyBytes creates
        fn PyBytes::new_bound -> bound:PyBytes creates since=21 until=22
        fn PyBytes::new_with -> bound:PyBytes creates
        fn PyBytes::new_bound_with -> bound:PyBytes creates since=21 until=22
        fn PyByteArray::new -> bound:PyByteArray creates
        fn PyFloat::new -> bound:PyFloat creates
        fn PyInt::new -> bound:PyInt creates
        fn PyBool::new -> bound:PyBool
        fn Py::new -> owned: creates
        fn Bound::new -> bound: creates

        token.detach detaches since=26 cost=pyo3.detach
        token.allow_threads detaches until=25 cost=pyo3.detach
        token.import -> bound:PyModule imports name=0 cost=pyo3.import
        token.import_bound -> bound:PyModule imports name=0 since=21 until=22 cost=pyo3.import
        token.eval -> bound:PyAny compiles
        token.eval_bound -> bound:PyAny compiles since=21 until=22
        token.run compiles
        token.run_bound compiles since=21 until=22
        token.None -> owned:PyAny
        token.get_type -> bound:PyType
        token.check_signals
        token.version_info

        bound.py -> token:
        bound.getattr -> bound:PyAny name=0 cost=pyo3.attr.text
        bound.getattr_opt -> bound:PyAny name=0 since=24 cost=pyo3.attr.text
        bound.setattr name=0 cost=pyo3.attr.text
        bound.hasattr name=0 cost=pyo3.attr.text
        bound.delattr name=0 cost=pyo3.attr.text
        bound.call -> bound:PyAny calls cost=pyo3.callback
        bound.call0 -> bound:PyAny calls cost=pyo3.callback
        bound.call1 -> bound:PyAny calls cost=pyo3.callback
        bound.call_method -> bound:PyAny calls name=0 cost=pyo3.attr.text
        bound.call_method0 -> bound:PyAny calls name=0 cost=pyo3.attr.text
        bound.call_method1 -> bound:PyAny calls name=0 cost=pyo3.attr.text
        bound.get_item -> bound:PyAny name=0 cost=pyo3.key.uninterned
        bound.set_item name=0 cost=pyo3.key.uninterned
        bound.del_item name=0 cost=pyo3.key.uninterned
        bound.contains name=0 cost=pyo3.key.uninterned
        bound.iter -> bound:PyIterator iterates
        bound.try_iter -> bound:PyIterator iterates since=23
        bound.items -> bound:PyList
        bound.keys -> bound:PyList
        bound.values -> bound:PyList
        bound.as_any -> bound:PyAny
        bound.into_any -> bound:PyAny
        bound.as_ref -> same
        bound.as_borrowed -> same
        bound.clone -> same
        bound.to_owned -> same
        bound.unbind -> owned:same
        bound.as_unbound -> owned:same
        bound.into_bound -> same
        bound.get_type -> bound:PyType
        bound.borrow -> instance:
        bound.borrow_mut -> instance:
        bound.to_bound -> same
        bound.extract converts
        bound.cast converts since=27
        bound.cast_into converts since=27
        bound.cast_exact converts since=27
        bound.downcast converts until=26
        bound.downcast_into converts until=26
        bound.downcast_exact converts until=26
        bound.is_instance_of
        bound.append
        bound.import -> bound:PyModule

        owned.bind -> bound:same
        owned.bind_borrowed -> bound:same
        owned.into_bound -> bound:same
        owned.as_ref -> bound:same until=22
        owned.into_ref -> bound:same until=22
        owned.clone_ref -> same
        owned.clone -> same
        owned.getattr -> owned:PyAny name=1 cost=pyo3.attr.text
        owned.setattr name=1 cost=pyo3.attr.text
        owned.call -> owned:PyAny calls cost=pyo3.callback
        owned.call0 -> owned:PyAny calls cost=pyo3.callback
        owned.call1 -> owned:PyAny calls cost=pyo3.callback
        owned.call_method -> owned:PyAny calls name=1 cost=pyo3.attr.text
        owned.call_method0 -> owned:PyAny calls name=1 cost=pyo3.attr.text
        owned.call_method1 -> owned:PyAny calls name=1 cost=pyo3.attr.text
        owned.extract converts
        owned.cast_bound converts since=27
        owned.downcast_bound converts until=26
        owned.borrow -> instance:
        owned.borrow_mut -> instance:
        owned.into_any -> owned:PyAny
        owned.drop_ref

        instance.py -> token:
        instance.borrow -> instance:
        """;

    private static readonly FrozenDictionary<string, PyHandle> handles;
    private static readonly FrozenSet<string> classes;
    private static readonly FrozenSet<string> prelude;
    private static readonly FrozenDictionary<string, PySymbol> symbols;

    static PyO3Table()
    {
        var (types, names, known, all) = (new Dictionary<string, PyHandle>(), new HashSet<string>(), new HashSet<string>(), new Dictionary<string, PySymbol>());
        foreach (var line in Text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            switch (words[0])
            {
                case "handle": types.Add(words[1], HandleOf(words[2])); break;
                case "class": names.Add(words[1]); break;
                case "prelude": known.Add(words[1]); break;
                default:
                    var at = words[0] == "fn" ? 1 : 0;
                    var symbol = Read(words.AsSpan(at));
                    all.Add(symbol.On + "." + symbol.Name, symbol);
                    break;
            }
        }
        (handles, classes, prelude, symbols) = (types.ToFrozenDictionary(), names.ToFrozenSet(), known.ToFrozenSet(), all.ToFrozenDictionary());
    }

    /// <summary>How a type of PyO3 holds an object; <see cref="PyHandle.None"/> for other types.</summary>
    public static PyHandle HandleNamed(string type) => handles.GetValueOrDefault(type);

    /// <summary>Is it a type that PyO3 gives Python's own classes?</summary>
    public static bool IsClass(string type) => classes.Contains(type);

    /// <summary>Does <c>use pyo3::prelude::*</c> bring the name?</summary>
    public static bool IsInPrelude(string name) => prelude.Contains(name);

    /// <summary>A function of a type, such as <c>attach</c> of <c>Python</c>; null where the table has none.</summary>
    public static PySymbol? Function(string type, string name) => symbols.GetValueOrDefault(type + "." + name);

    /// <summary>A method of what is held in a way; null where the table has none.</summary>
    public static PySymbol? Method(PyHandle handle, string name) => handle == PyHandle.None ? null : symbols.GetValueOrDefault(WordOf(handle) + "." + name);

    /// <summary>The last names of functions and methods that a question is true of, for rules that are offered calls by name.</summary>
    public static IReadOnlyList<string> NamesWhere(Func<PySymbol, bool> question) => [.. symbols.Values.Where(question).Select(symbol => symbol.Name).Distinct().Order(StringComparer.Ordinal)];

    private static string WordOf(PyHandle handle) => handle switch
    {
        PyHandle.Token => "token",
        PyHandle.Bound => "bound",
        PyHandle.Owned => "owned",
        _ => "instance",
    };

    private static PyHandle HandleOf(string word) => word switch
    {
        "token" => PyHandle.Token,
        "bound" => PyHandle.Bound,
        "owned" => PyHandle.Owned,
        "instance" => PyHandle.Instance,
        _ => throw new InvalidDataException($"the PyO3 table has the unknown handle `{word}`"),
    };

    private static PySymbol Read(ReadOnlySpan<string> words)
    {
        var dot = words[0].LastIndexOfAny(['.', ':']);
        var symbol = new PySymbol(words[0][(dot + 1)..], words[0][..dot].TrimEnd(':'), null, PyFacts.None, -1, 0, int.MaxValue, "");
        for (var at = 1; at < words.Length; at++)
        {
            var equals = words[at].IndexOf('=');
            var value = equals < 0 ? "" : words[at][(equals + 1)..];
            symbol = (equals < 0 ? words[at] : words[at][..equals]) switch
            {
                "->" => symbol with { Result = Result(words[++at], symbol.On) },
                "name" => symbol with { NameArgument = Number(value) },
                "since" => symbol with { Since = Number(value) },
                "until" => symbol with { Until = Number(value) },
                "cost" => symbol with { Cost = value },
                var fact => symbol with { Facts = symbol.Facts | Enum.Parse<PyFacts>(fact, ignoreCase: true) },
            };
        }
        return symbol;
    }

    /// <summary>A handle and a class: the class `same` is that of the receiver, none is one that is not known.</summary>
    private static PyType Result(string word, string on)
    {
        if (word == "same") return new PyType(HandleOf(on), PyType.Same);
        var colon = word.IndexOf(':');
        return new PyType(HandleOf(word[..colon]), word[(colon + 1)..]);
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>What a Rust type holds of Python's; results, options and references are looked through.</summary>
/// <param name="Class">The class of the object, such as <c>PyList</c> or one of the crate's own; empty where it is not known.</param>
/// <param name="IsMany">Is it a Rust container of such?</param>
public readonly record struct PyType(PyHandle Handle, string Class, bool IsMany = false)
{
    /// <summary>Stands in the table for the receiver's class.</summary>
    internal const string Same = "same";

    public static PyType None => new(PyHandle.None, "");

    public bool IsNone => Handle == PyHandle.None;

    /// <summary>An object, however it is held.</summary>
    public bool IsObject => Handle is PyHandle.Bound or PyHandle.Owned;
}
