namespace App.Blueprints.Handbook;

/// <summary>
/// Excludes requests for a page from the recorded HTTP exchanges of a demonstration, because a script polls the page.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class UnrecordedAttribute : Attribute;
