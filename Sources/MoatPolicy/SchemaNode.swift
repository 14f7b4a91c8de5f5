/// The shape of one value in `moat.toml`: the one description from which the reader's checks, the
/// suggestions, `config show` and the JSON schema come.
package indirect enum SchemaNode: Sendable {
  case string
  /// An ISO day; TOML's local date is accepted too.
  case day
  case integer(minimum: Int)
  case boolean
  case choice([String])
  case array(SchemaNode)
  case table([SchemaField])
  /// Free keys, each with the same kind of value: `[levels]`.
  case map(SchemaNode)
}

/// One key of a table.
package struct SchemaField: Sendable {
  package let key: String
  package let node: SchemaNode
  package let isRequired: Bool
  /// A sentence for the schema and the reference.
  package let summary: String

  package init(_ key: String, _ node: SchemaNode, required: Bool = false, _ summary: String) {
    self.key = key
    self.node = node
    self.isRequired = required
    self.summary = summary
  }
}

/// All of `moat.toml`, version 1.
package enum PolicySchema {
  package static let levelNames = ["deny", "warn", "note", "allow"]
  package static let severityNames = ["info", "low", "medium", "high"]

  private static let crate = SchemaField(
    "crate", .string, required: true,
    "The crate: `name`, `name@1.2.3`, or `name@` and a requirement.")

  package static let root: [SchemaField] = [
    SchemaField("version", .integer(minimum: 1), required: true, "The version of this format: 1."),
    SchemaField(
      "fail-on", .choice(severityNames),
      "Findings of this severity and above fail the run; `medium` by default."),
    SchemaField(
      "levels", .map(.choice(levelNames)),
      "What a rule's or a group's findings do, whatever their severity. A key may end in `@shipped`, `@build` or `@test` to mean only packages that reach that far."
    ),
    SchemaField(
      "advisories",
      .table([
        SchemaField(
          "database", .string,
          "The advisory database: a folder, or the address of a git repository."),
        SchemaField(
          "maximum-age", .integer(minimum: 1),
          "Days after which a database snapshot is stale; 30 by default."),
      ]), "Where advisories come from."),
    SchemaField(
      "releases",
      .table([
        SchemaField(
          "cooldown", .integer(minimum: 0),
          "Days that a locked version must have been published for; 0 for any age. Without it versions younger than 3 days are warned of."
        )
      ]), "What is asked of the age of versions."),
    SchemaField(
      "sources",
      .table([
        SchemaField(
          "allow-registry", .array(.string), "Registries besides crates.io, by index address."),
        SchemaField(
          "allow-git", .array(.string),
          "Git repositories that need no `rev`; an address that ends in `/` allows all below it."),
      ]), "Where packages may come from."),
    SchemaField(
      "build",
      .table([
        SchemaField(
          "targets", .array(.string),
          "The targets that are built for: names from `rustc --print target-list`, or `host`. Every platform by default."
        ),
        SchemaField("features", .array(.string), "Features to build with, as for `--features`."),
        SchemaField(
          "no-default-features", .boolean, "Whether the default features of the members are off."),
        SchemaField("all-features", .boolean, "Whether all features of the members are on."),
        SchemaField(
          "no-dev", .boolean, "Whether what only tests, examples and benchmarks need is left out."),
      ]), "Which build is looked at; everything that can be built by default."),
    SchemaField(
      "bans",
      .table([
        SchemaField(
          "deny",
          .array(
            .table([
              crate,
              SchemaField("wrappers", .array(.string), "Crates that may depend on it."),
              SchemaField("use-instead", .string, "What to use in its place."),
              SchemaField("reason", .string, "Why."),
            ])), "Crates that may not be locked."),
        SchemaField(
          "allow", .array(.table([crate, SchemaField("reason", .string, "Why.")])),
          "Where given, the only crates that may be locked."),
        SchemaField(
          "features",
          .array(
            .table([
              crate,
              SchemaField("deny", .array(.string), "Features no manifest may ask for."),
              SchemaField("allow", .array(.string), "Where given, the only ones it may."),
              SchemaField("reason", .string, "Why."),
            ])), "Features that the workspace's manifests may ask for."),
        SchemaField(
          "skip-duplicates", .array(.string), "Crates that may be locked in several versions."),
        SchemaField(
          "maximum-direct", .integer(minimum: 0),
          "The most direct dependencies a lockfile may have."
        ),
        SchemaField(
          "maximum-total", .integer(minimum: 0), "The most dependencies a lockfile may have."),
        SchemaField(
          "baseline",
          .table([
            SchemaField(
              "direct", .integer(minimum: 0), required: true, "Direct dependencies when recorded."),
            SchemaField(
              "total", .integer(minimum: 0), required: true, "All dependencies when recorded."),
            SchemaField("growth", .integer(minimum: 0), "How many more are fine; 0 by default."),
          ]), "Recorded numbers of dependencies."),
      ]), "Which crates may be there."),
    SchemaField(
      "build-scripts",
      .table([
        SchemaField(
          "require", .boolean,
          "Whether every build script and proc macro must be accepted; by default where any is."),
        SchemaField(
          "accept",
          .array(
            .table([
              SchemaField("crate", .string, required: true, "The name of the crate."),
              SchemaField(
                "version", .string,
                "Its version; without it any version with the same content."),
              SchemaField(
                "content", .string, required: true,
                "The digest that `cargo moat build-scripts` shows: over the crate and all that its build script or proc macro is built from."
              ),
              SchemaField("date", .day, "When it was accepted: `YYYY-MM-DD`."),
              SchemaField("reason", .string, "Why it is fine."),
            ])), "Build scripts and proc macros that were read and accepted."),
      ]), "Which code may run while something is built."),
    vetting,
    workflows,
    SchemaField(
      "suppress",
      .array(
        .table([
          SchemaField("rule", .string, required: true, "The rule's id."),
          SchemaField("package", .string, "`name` or `name@version`; any without it."),
          SchemaField("advisory", .string, "An advisory id."),
          SchemaField("path", .string, "The file the finding is in."),
          SchemaField("reason", .string, required: true, "Why it is fine."),
          SchemaField("expires", .day, "The last day on which this holds: `YYYY-MM-DD`."),
        ])), "Findings that were looked at and accepted."),
  ]
}
