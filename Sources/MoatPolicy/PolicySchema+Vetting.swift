import MoatCrev
import MoatVetting

extension PolicySchema {
  private static let stance = SchemaNode.choice(
    VettingPolicy.SourceStance.allCases.map(\.rawValue))

  /// `[vet]`.
  static let vetting = SchemaField(
    "vet",
    .table([
      SchemaField(
        "store", .string,
        "The folder of the audit store, below that of the lockfile; `supply-chain` by default."),
      SchemaField(
        "like-cargo-vet", .boolean,
        "Whether the verdict is cargo-vet's own: everything that is locked, and nothing of this table."
      ),
      SchemaField(
        "git-dependencies", stance,
        "Packages from git that the store does not decide about: `deny` (the default) or `allow`."),
      SchemaField(
        "path-dependencies", stance,
        "Packages from folders outside of the workspace: `deny` (the default) or `allow`."),
      SchemaField(
        "other-registries", stance,
        "Packages from registries besides crates.io: `deny` (the default) or `allow`."),
      SchemaField(
        "allow-source",
        .array(
          .table([
            SchemaField("crate", .string, "The crate; any without it."),
            SchemaField(
              "source", .string,
              "A repository or registry; an address that ends in `/` allows all below it."),
            SchemaField("reason", .string, required: true, "Why it is trusted."),
          ])), "Packages from elsewhere than crates.io that need no audit."),
      SchemaField(
        "criteria",
        .table(
          CrateUse.allCases.map { use in
            SchemaField(use.rawValue, .array(.string), "What \(use.words) must meet.")
          }), "Criteria by what a crate is used for, in place of the store's."),
      SchemaField(
        "self-audits", .boolean,
        "Whether somebody's audit of a crate that they publish themselves counts; it does by default."
      ),
      SchemaField(
        "longest-trust", .integer(minimum: 1),
        "The most days between `start` and `end` of a trusted publisher or a wildcard audit."),
      SchemaField(
        "crev",
        .table([
          SchemaField("ids", .array(.string), "The ids of the people a web of trust starts from."),
          SchemaField(
            "repositories", .array(.string),
            "Folders with proofs, or git repositories with them, bare or checked out."),
          SchemaField(
            "criteria", .array(.string),
            "The criteria that an accepted review certifies; without it reviews change no verdict."),
          SchemaField(
            "trust", .choice(CrevTrust.allCases.filter { $0 >= .low }.map(\.name)),
            "The least trust in a reviewer who praises; `low` by default."),
          SchemaField(
            "rating", .choice(CrevRating.allCases.filter { $0 >= .neutral }.map(\.name)),
            "The least rating; `neutral` by default, which is secure with flaws."),
          SchemaField(
            "thoroughness", .choice(CrevLevel.allCases.map(\.name)),
            "How thorough a review must be; `low` by default."),
          SchemaField(
            "understanding", .choice(CrevLevel.allCases.map(\.name)),
            "How well the code must be understood; `low` by default."),
          SchemaField(
            "redundancy", .integer(minimum: 1),
            "How many people must have reviewed the same; 1 by default."),
          SchemaField(
            "depth", .integer(minimum: 0), "The longest way to a reviewer; 20 by default."),
          SchemaField("agents", .boolean, "Whether reviews that programs made count."),
        ]), "Whose reviews in crev's proofs are believed."),
      SchemaField(
        "limit-trust",
        .array(
          .table([
            SchemaField(
              "publisher", .string, required: true,
              "`github:owner/repository`, a login, or the number of an account."),
            SchemaField("crate", .string, "The crate; all of the publisher's without it."),
            SchemaField(
              "versions", .string, required: true,
              "The versions that the publisher is trusted with, as a requirement."),
          ])), "Bounds on what trusted publishers and wildcard audits vouch for."),
      SchemaField(
        "imports",
        .map(
          .table([
            SchemaField(
              "from", .array(.string),
              "Where the lists are read instead of at their addresses in `config.toml`: an address, a path, or `git+URL#REV:PATH`."
            ),
            SchemaField(
              "transitive", .boolean,
              "Whether what the other store imports is imported too: for a list of one's own."),
          ])), "How single imports of `config.toml` are read, by their names."),
      SchemaField(
        "mirrors", .map(.string),
        "Another place for addresses of lists that start so: `\"https://a/\" = \"https://b/\"`."),
      SchemaField(
        "override",
        .array(
          .table([
            SchemaField("import", .string, required: true, "Whose violation: the import's name."),
            SchemaField("crate", .string, required: true, "The crate it is about."),
            SchemaField(
              "versions", .string, "The versions this is about, as a requirement; all without it."),
            SchemaField("reason", .string, required: true, "Why it does not hold here."),
            SchemaField("expires", .day, "The last day on which this holds: `YYYY-MM-DD`."),
          ])), "Violations that others recorded and that do not hold here."),
    ]), "What is asked of the audits in `supply-chain`.")
}

extension CrateUse {
  /// For the schema.
  fileprivate var words: String {
    switch self {
    case .shipped: "crates that are built into what is shipped"
    case .buildScripts: "crates that have a build script or that one is built from"
    case .procMacros: "proc macros and the crates they are built from"
    case .tests: "crates that only tests, examples and benchmarks need"
    }
  }
}
