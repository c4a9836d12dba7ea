using System.Collections.Frozen;
using Lever.Review.Findings;

namespace Lever.Review.Rules.Clippy;

/// <summary>Those of clippy's lints that speak of time or memory, and which of Lever's rules tell the same. Others are left to clippy.</summary>
/// <remarks>https://rust-lang.github.io/rust-clippy/: the group `perf`, and what other groups hold of the kind. Those of `nursery` and `restriction` are known to be wrong often.</remarks>
public static class ClippyLints
{
    private const double Sure = 0.9;
    private const double Likely = 0.75;
    private const double Doubtful = 0.5;

    private static readonly FrozenDictionary<string, ClippyLint> byName = new ClippyLint[]
    {
        Allocation("box_collection", Sure, "rs-redundant-indirection"),
        Allocation("boxed_local", Likely, "rs-owned-param"),
        Allocation("cmp_owned", Sure, "rs-alloc-for-compare"),
        Work("collapsible_str_replace", Likely),
        Work("double_ended_iterator_last", Sure, "rs-rescan-in-loop"),
        Allocation("drain_collect", Sure),
        Allocation("expect_fun_call", Likely, "rs-eager-default"),
        Allocation("extend_with_drain", Sure),
        Allocation("format_collect", Likely, "rs-string-alloc-in-loop", "rs-format-redundant"),
        Allocation("format_in_format_args", Sure, "rs-format-redundant"),
        Allocation("format_push_string", Likely, "rs-format-redundant", "rs-string-alloc-in-loop"),
        Allocation("implicit_clone", Likely, "rs-clone-then-borrow"),
        Allocation("inefficient_to_string", Doubtful),
        Allocation("iter_overeager_cloned", Sure, "rs-clone-in-loop"),
        Layout("large_const_arrays", Likely, "rs-large-by-value"),
        Layout("large_enum_variant", Doubtful, "rs-large-enum-variant"),
        Layout("large_futures", Likely, "rs-future-size-or-boxing"),
        Layout("large_stack_arrays", Likely, "rs-large-by-value"),
        Layout("large_types_passed_by_value", Likely, "rs-large-by-value"),
        Layout("linkedlist", Likely, "rs-linkedlist"),
        Allocation("manual_contains", Likely, "rs-vec-contains-in-loop"),
        Allocation("manual_ignore_case_cmp", Sure, "rs-alloc-for-compare"),
        Work("manual_memcpy", Sure, "rs-manual-copy-family"),
        Algorithm("manual_retain", Sure, "rs-vec-front-ops"),
        Allocation("manual_str_repeat", Sure),
        Work("map_entry", Likely, "rs-map-double-lookup"),
        Layout("mutex_atomic", Doubtful, "rs-lock-on-primitive"),
        Layout("mutex_integer", Doubtful, "rs-lock-on-primitive"),
        Work("naive_bytecount", Likely),
        Allocation("needless_collect", Doubtful, "rs-collect-then-iterate"),
        Allocation("needless_pass_by_value", Doubtful, "rs-owned-param"),
        Work("or_fun_call", Doubtful, "rs-eager-default"),
        Allocation("ptr_arg", Likely, "rs-owned-param"),
        Layout("rc_buffer", Doubtful, "rs-redundant-indirection"),
        Layout("redundant_allocation", Sure, "rs-redundant-indirection"),
        Allocation("redundant_clone", Doubtful, "rs-clone-then-borrow", "rs-clone-in-loop"),
        Allocation("redundant_iter_cloned", Likely, "rs-clone-in-loop"),
        Work("regex_creation_in_loops", Sure, "rs-regex-per-call"),
        Layout("result_large_err", Likely, "rs-large-by-value"),
        Allocation("slow_vector_initialization", Sure, "rs-missing-with-capacity"),
        Algorithm("stable_sort_primitive", Doubtful),
        Allocation("string_add_assign", Doubtful),
        Allocation("to_string_in_format_args", Sure, "rs-format-redundant"),
        Work("trivially_copy_pass_by_ref", Doubtful),
        Work("unbuffered_bytes", Sure, "rs-unbuffered-io"),
        Allocation("unnecessary_to_owned", Likely, "rs-owned-key-lookup", "rs-clone-then-borrow", "rs-alloc-for-compare"),
        Allocation("useless_vec", Likely, "rs-smallvec-candidate"),
        Layout("vec_box", Likely, "rs-vec-box"),
        Allocation("vec_init_then_push", Likely, "rs-missing-with-capacity", "rs-smallvec-candidate"),
        Waiting("await_holding_lock", Likely, "rs-await-holding-lock"),
        Waiting("missing_spin_loop", Likely),
        Waiting("readonly_write_lock", Sure),
        Waiting("significant_drop_tightening", Doubtful, "rs-work-under-lock"),
        Waiting("waker_clone_wake", Sure),
    }.ToFrozenDictionary(lint => lint.Info.Name, StringComparer.Ordinal);

    /// <summary>
    /// The lints, without `clippy::`, whose meaning is a rule's own. Some others look at the same lines for another reason, such as the size of an error, and say nothing of the rule's.
    /// </summary>
    private static readonly FrozenDictionary<string, string[]> same = new Dictionary<string, string[]>
    {
        ["rs-alloc-for-compare"] = ["cmp_owned", "manual_ignore_case_cmp"],
        ["rs-await-holding-lock"] = ["await_holding_lock"],
        ["rs-clone-in-loop"] = ["redundant_clone", "redundant_iter_cloned"],
        ["rs-clone-then-borrow"] = ["redundant_clone", "unnecessary_to_owned"],
        ["rs-collect-then-iterate"] = ["needless_collect"],
        ["rs-format-redundant"] = ["format_push_string", "format_in_format_args", "to_string_in_format_args"],
        ["rs-future-size-or-boxing"] = ["large_futures"],
        ["rs-large-by-value"] = ["large_types_passed_by_value"],
        ["rs-large-enum-variant"] = ["large_enum_variant"],
        ["rs-linkedlist"] = ["linkedlist"],
        ["rs-lock-on-primitive"] = ["mutex_atomic", "mutex_integer"],
        ["rs-manual-copy-family"] = ["manual_memcpy"],
        ["rs-map-double-lookup"] = ["map_entry", "set_contains_or_insert"],
        ["rs-owned-param"] = ["needless_pass_by_value"],
        ["rs-redundant-indirection"] = ["box_collection", "redundant_allocation", "rc_buffer"],
        ["rs-regex-per-call"] = ["regex_creation_in_loops"],
        ["rs-string-alloc-in-loop"] = ["format_push_string", "format_collect"],
        ["rs-vec-box"] = ["vec_box"],
        ["rs-work-under-lock"] = ["significant_drop_tightening"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The lints of clippy's, without `clippy::`, that mean what a rule means.</summary>
    public static IReadOnlyList<string> SameAs(string rule) => same.GetValueOrDefault(rule, []);

    /// <summary>The lint of a diagnostic's code, such as <c>clippy::map_entry</c>; null where it does not speak of performance.</summary>
    public static ClippyLint? Find(string code) => byName.GetValueOrDefault(code);

    private static ClippyLint Allocation(string name, double precision, params string[] own) => Lint(name, LeverClass.Allocation, Technique.Allocation, precision, own);

    private static ClippyLint Layout(string name, double precision, params string[] own) => Lint(name, LeverClass.DataStructure, Technique.MemoryLayout, precision, own);

    private static ClippyLint Work(string name, double precision, params string[] own) => Lint(name, LeverClass.AvoidedWork, Technique.AvoidedWork, precision, own);

    private static ClippyLint Algorithm(string name, double precision, params string[] own) => Lint(name, LeverClass.Algorithm, Technique.Algorithm, precision, own);

    private static ClippyLint Waiting(string name, double precision, params string[] own) => Lint(name, LeverClass.AvoidedWork, Technique.Async, precision, own);

    private static ClippyLint Lint(string name, LeverClass lever, Technique technique, double precision, string[] own) =>
        new("clippy::" + name, lever, technique, precision == Doubtful ? Tier.C : Tier.B, precision, own);
}
