using App.Patterns.BackgroundTasks;
using App.Patterns.Packages;
using App.Tests.Blueprints.Transfer.Imports;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace App.Tests.Architecture;

/// <summary>
/// Tests that dependencies between folders have one direction: <c>Patterns</c> does not use <c>Blueprints</c>, and a
/// blueprint uses only blueprints that are registered before it.
/// </summary>
public sealed class LayeringTests
{
    [Fact]
    [Trait("Statement", "P01.3")]
    public void A_pattern_references_neither_blueprints_nor_the_composition_root() =>
        Assert.Empty(
            Uses(
                user => user.StartsWith("Patterns/", StringComparison.Ordinal),
                used => used == "App" || used.StartsWith("Blueprints", StringComparison.Ordinal)
            )
        );

    [Fact]
    [Trait("Statement", "P01.3")]
    public void A_blueprint_does_not_reference_the_composition_root() =>
        Assert.Empty(Uses(user => user.StartsWith("Blueprints", StringComparison.Ordinal), used => used == "App"));

    [Fact]
    public void A_blueprint_references_only_earlier_blueprints()
    {
        foreach (var (blueprint, place) in TypeReferences.Order.Select((blueprint, place) => (blueprint, place)))
            Assert.Empty(Uses(user => user == blueprint, used => TypeReferences.Order.Skip(place + 1).Contains(used)));
    }

    [Fact]
    public void A_blueprint_references_no_pages_partials_or_tasks_of_another() => Assert.Empty(
        from user in TypeReferences.All
        from used in user
        where TypeReferences.PlaceOf(user.Key) is { } place && place.StartsWith("Blueprints/", StringComparison.Ordinal)
            && TypeReferences.PlaceOf(used) is { } other && other.StartsWith("Blueprints/", StringComparison.Ordinal)
            && other != place && other != "Blueprints/Shared" && IsInside(used)
        select $"{user.Key} uses {used}");

    // Shared layouts and partials must not use types of a blueprint. Two types of the accounts blueprint are excepted:
    // AccountClaims and Preferences.
    [Fact]
    public void Shared_markup_references_no_blueprint_except_account_claims_and_preferences() =>
        Assert.Empty(
            from user in TypeReferences.All
            where TypeReferences.PlaceOf(user.Key) is "Blueprints/Shared" or "Blueprints"
            from used in user
            where
                used != typeof(App.Blueprints.Accounts.AccountClaims)
                && used != typeof(App.Blueprints.Accounts.OwnSettings.Preferences)
                && TypeReferences.PlaceOf(used) is { } place
                && TypeReferences.Order.Contains(place)
            select $"{user.Key} uses {used}"
        );

    [Fact]
    public void A_partial_is_rendered_by_its_own_blueprint_or_is_shared()
    {
        var partials = Source
            .Files("_*.cshtml")
            .ToLookup(
                file => string.Join('/', file.Name.Split('/')[..3]),
                file => System.IO.Path.GetFileNameWithoutExtension(file.Name)
            );
        foreach (var (file, name) in Source.PartialsNamed())
        {
            var blueprint = string.Join(
                '/',
                file.Replace($"/{TypeReferences.Host}/", "/", StringComparison.Ordinal).Split('/')[..3]
            );
            var partial = System.IO.Path.GetFileNameWithoutExtension(name);
            Assert.True(
                partials[blueprint].Contains(partial) || partials["App/Blueprints/Shared"].Contains(partial),
                $"{file} draws {name}, which is neither its own nor shared");
        }
    }

    [Fact]
    public void A_partial_name_is_unique_in_its_blueprint() =>
        Assert.Empty(
            from file in Source.Files("_*.cshtml")
            where file.Name.Count(letter => letter == '/') > 3
            group file.Name by (
                string.Join('/', file.Name.Split('/')[..3]),
                System.IO.Path.GetFileName(file.Name)
            ) into same
            where same.Count() > 1 && !same.Key.Item2.StartsWith("_View", StringComparison.Ordinal)
            select string.Join(" and ", same)
        );

    [Fact]
    public void Patterns_reference_each_other_without_cycles()
    {
        var needs = TypeReferences
            .All.Where(user =>
                TypeReferences.PlaceOf(user.Key)?.StartsWith("Patterns/", StringComparison.Ordinal) == true
            )
            .SelectMany(user =>
                user.Select(used => (By: TypeReferences.PlaceOf(user.Key)!, Used: TypeReferences.PlaceOf(used)))
            )
            .Where(need => need.Used?.StartsWith("Patterns/", StringComparison.Ordinal) == true && need.Used != need.By)
            .ToLookup(need => need.By, need => need.Used!);
        foreach (var pattern in needs.Select(need => need.Key))
            Assert.DoesNotContain(pattern, TypeReferences.Reached(needs, pattern));
    }

    [Fact]
    [Trait("Statement", "P01.2")]
    public void Every_blueprint_folder_is_registered_and_every_blueprint_has_its_folder()
    {
        var folders = Directory
            .GetDirectories(Source.Path("App/Blueprints"))
            .Select(folder => $"Blueprints/{System.IO.Path.GetFileName(folder)}")
            .Except(["Blueprints/Shared", $"Blueprints/{TypeReferences.Host}"]);
        Assert.Equal(folders.Order(StringComparer.Ordinal), TypeReferences.Order.Order(StringComparer.Ordinal));
        Assert.Equal(
            typeof(LibraryApp).Assembly.GetTypes()
                .Where(type => type.IsSubclassOf(typeof(Blueprint)) && !type.IsAbstract)
                .Select(TypeReferences.PlaceOf).Distinct().Order(StringComparer.Ordinal),
            TypeReferences.Order.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_stores_run_SQL_statements() =>
        Assert.Empty(
            from user in TypeReferences.All
            where
                user.Contains(typeof(Dapper.SqlMapper))
                && !user.Key.Name.EndsWith("Store", StringComparison.Ordinal)
                && TypeReferences.PlaceOf(user.Key) != "Patterns/SqlMapping"
            select user.Key.FullName
        );

    [Fact]
    public void The_architecture_tests_see_method_bodies_pages_and_markup()
    {
        Assert.Contains(
            typeof(App.Blueprints.Accounts.AccountStore),
            TypeReferences.All[typeof(App.Blueprints.Accounts.SigningIn.SignUpModel)]
        );
        Assert.Contains(typeof(Dapper.SqlMapper), TypeReferences.All[typeof(App.Blueprints.Accounts.AccountStore)]);
        var error = TypeReferences
            .All.Select(user => user.Key)
            .Single(type => type.Name.EndsWith("Blueprints_Error", StringComparison.Ordinal));
        Assert.Contains(typeof(App.Blueprints.ErrorPage), TypeReferences.All[error]);
        Assert.Equal("Blueprints", TypeReferences.PlaceOf(error));
        Assert.Equal("App", TypeReferences.PlaceOf(typeof(App.Commands.CommandLine)));
    }

    static bool IsInside(Type type) =>
        type.IsSubclassOf(typeof(PageModel))
        || TypeReferences.IsView(type)
        || type.GetInterfaces()
            .Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IBackgroundTask<>));

    static IEnumerable<string> Uses(Func<string, bool> user, Func<string, bool> used) =>
        from one in TypeReferences.All
        where TypeReferences.PlaceOf(one.Key) is { } place && user(place)
        from other in one
        where TypeReferences.PlaceOf(other) is { } place && used(place)
        select $"{one.Key} uses {other}";
}
