using Lever.Review.Findings;
using Lever.Review.Rules;
using Lever.Review.Rules.Python;
using Lever.Review.Semantics.Python;
using Lever.Syntax.Python;
using Lever.Syntax.Text;

namespace Lever.Tests;

/// <summary>Models are known across the files of a project, through its imports.</summary>
public class OrmTests
{
    private const string Models = """
        from django.db import models
        from shop.bases import Named
        from shop.people import PersonManager, PersonRows

        class Person(Named):
            objects = PersonRows.as_manager()

        class Order(Named):
            buyer = models.ForeignKey("Person", related_name="orders", on_delete=models.CASCADE)
            seller = models.ForeignKey("people.Seller", on_delete=models.CASCADE)
            objects = PersonManager()
        """;

    private const string Bases = """
        from django.db import models

        class Named(models.Model):
            name = models.CharField(max_length=10)

            class Meta:
                abstract = True
        """;

    private const string People = """
        from django.db import models

        class PersonRows(models.QuerySet):
            pass

        class PersonManager(models.Manager):
            def get_queryset(self):
                return super().get_queryset().select_related("buyer")
        """;

    [Theory]
    [InlineData("for person in models.Person.objects.all():\n    print(person.orders.count())", 1)]
    // Its manager may load anything.
    [InlineData("for order in models.Order.objects.all():\n    print(order.buyer.name)", 0)]
    [InlineData("from shop.models import Person as P\n\nfor person in P.objects.filter(name=''):\n    for order in person.orders.all():\n        print(order.name)", 1)]
    [InlineData("for person in models.Person.objects.filter(name=''):\n    print(person.name)", 0)]
    [InlineData("for person in models.Person.objects.prefetch_related('orders'):\n    print(person.orders.count())", 0)]
    public void Relations_are_known_across_files(string code, int expected) =>
        Assert.Equal(expected, Check("x-orm-lazy-relation-in-loop", "from shop import models\n\ndef show():\n    " + code.Replace("\n", "\n    ") + "\n").Count);

    [Fact]
    public void An_application_s_model_is_found_by_its_label()
    {
        var findings = Check("x-orm-query-in-loop", """
            from oscar.core.loading import get_model

            Order = get_model("shop", "Order")

            def show(wanted: list):
                return [Order.objects.get(name=name) for name in wanted]
            """);
        Assert.Equal("`Order.objects.get(name=name)` runs a query on every turn of the loop", Assert.Single(findings).Message);
    }

    [Theory]
    [InlineData("Thing.objects.count()", QueryKind.Value)]
    [InlineData("Thing.objects.get(pk=1)", QueryKind.Row)]
    [InlineData("Thing.objects.create()", QueryKind.Write)]
    [InlineData("list(Thing.objects.all())", QueryKind.Rows)]
    [InlineData("Thing.objects.get(pk=1).other", QueryKind.Relation)]
    [InlineData("Thing.objects.all()", null)]
    [InlineData("Thing.objects.get(pk=1).other_id", null)]
    public void It_is_known_which_expressions_run_a_query(string expression, QueryKind? expected)
    {
        var source = "from django.db import models\nclass Thing(models.Model):\n    other = models.ForeignKey('self', on_delete=models.CASCADE)\nx = " + expression + "\n";
        var module = new PythonModule();
        module.Load(PythonParser.ParseOnce(SourceText.From(source)), "thing.py", new ProjectIndex(["thing.py"], _ => null), null);
        var value = module.Tree.Root.LastChild.LastChild;
        // What `list` is given runs where it is listed.
        if (value.AsCall is { OnlyArgument: { } listed, Callee.Kind: Kind.Name }) value = listed;
        Assert.Equal(expected, module.Orm.QueryAt(value)?.Kind);
    }

    private static IReadOnlyList<Finding> Check(string name, string source)
    {
        var files = new Dictionary<string, string>
        {
            ["shop/__init__.py"] = "", ["shop/models.py"] = Models, ["shop/bases.py"] = Bases, ["shop/people.py"] = People, ["shop/views.py"] = source,
        };
        var reader = new PythonParser();
        ProjectIndex project = null!;
        project = new ProjectIndex(files.Keys, path => ModuleInterfaces.Of(reader.ParseOutline(SourceText.From(files[path])), path, project));
        var rule = RuleCatalog.Python.Single(rule => rule.Info.Name == name);
        var options = new AnalysisOptions(true, false, _ => null, (_, _) => false, new DateOnly(2026, 1, 1));
        return new FileAnalyzer(new RuleEngine([rule]), options).Analyze("shop/views.py", SourceText.From(source), project).Findings;
    }
}
