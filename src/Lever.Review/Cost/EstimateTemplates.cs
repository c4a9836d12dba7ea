namespace Lever.Review.Cost;

/// <param name="Label">What the step stands for.</param>
/// <param name="Expression">Its cost in the grammar of expressions, without open sizes.</param>
public sealed record TemplateStep(string Label, string Expression);

/// <summary>A worked estimate to start one's own from.</summary>
/// <param name="Steps">Parts or alternatives, as the labels say.</param>
/// <param name="Remark">What to take from it, and where measured rows differ from the figures it was first worked with.</param>
public sealed record EstimateTemplate(string Name, string Title, IReadOnlyList<TemplateStep> Steps, string Remark);

/// <summary>The worked estimates of the guide and of its predecessor, by name.</summary>
public static class EstimateTemplates
{
    public static IReadOnlyList<EstimateTemplate> All { get; } =
    [
        new("web-request-pyo3", "A web request through a Rust server into a Python handler",
            [
                new("parse the request in Rust", "1us"),
                new("attach to the interpreter", "pyo3.gil"),
                new("run the handler, plain to ORM", "50us..5ms"),
                new("serialize the response", "msgspec.decode.1k"),
                new("detach and answer", "pyo3.detach"),
                new("together", "1us + pyo3.gil + 50us..5ms + msgspec.decode.1k + pyo3.detach"),
            ],
            "The handler decides: 50 µs to 5 ms. Attaching was measured at 60-87 ns without contention, not the guide's 200 ns; it matters in neither case."),
        new("batch-10k", "A batch of 10,000 items, what each way of touching an item adds",
            [
                new("a Python call per item at 100 ns", "10K*100ns"),
                new("the same with the measured row", "10K*py.call"),
                new("validation of a struct per item", "10K*500ns"),
                new("a dict allocated per item", "10K*50ns"),
                new("the same with the measured row", "10K*py.dict.literal"),
            ],
            "The guide's figures give 1 ms, 5 ms and 0.5 ms; garbage collection comes on top of the last. Calls are several times cheaper on CPython 3.11 and later."),
        new("quicksort-1e9", "Sorting a billion four-byte integers by quicksort",
            [
                new("memory traffic: every pass reads it all", "log2(1e9)*(4B*1e9)@mem.sequential"),
                new("branches: half of the comparisons mispredicted", "1e9*log2(1e9)/2*cpu.branch.miss"),
                new("together", "log2(1e9)*(4B*1e9)@mem.sequential + 1e9*log2(1e9)/2*cpu.branch.miss"),
            ],
            "About 7.5 s of memory traffic and 75 s of branch misses: the branches are what to work on."),
        new("thumbnails-30", "A page of 30 thumbnails, each read from an image of 1 MB",
            [
                new("one disk, one after the other", "30*(disk.seek + 1MB@disk.sequential)"),
                new("many disks, in parallel", "parallel(30, 30*(disk.seek + 1MB@disk.sequential))"),
                new("one SSD", "30*(ssd.read.4k + 1MB@ssd.sequential)"),
            ],
            "About 450 ms, 15 ms and 30 ms."),
    ];

    public static EstimateTemplate? Named(string name) => All.FirstOrDefault(template => template.Name == name);
}
