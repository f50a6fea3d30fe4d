namespace App.Blueprints.Handbook;

/// <summary>
/// Marks a page that a script requests repeatedly. A live example in the handbook lists its own HTTP requests and
/// responses; requests for a marked page are left out of that list.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
sealed class UnrecordedAttribute : Attribute;
