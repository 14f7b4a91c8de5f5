import MoatModel

/// Writes the files of a store byte for byte as cargo-vet 0.10.2 does, so that its `--locked` takes
/// them.
///
/// Every text is tidy, whatever the order in the value, and reads back as the tidied value. Comments
/// and unknown keys of an earlier text are not in it; ``StoreEdit`` keeps them.
package enum VetStoreWriter {
  /// The texts of the three files.
  package struct Texts: Hashable, Sendable {
    package let configuration: String
    package let audits: String
    package let imports: String
  }

  package static func texts(of store: VetStore) -> Texts {
    let names = PublisherNames(store.imports)
    return Texts(
      configuration: text(of: store.configuration),
      audits: text(of: store.audits, publisherNames: names),
      imports: text(of: store.imports, publisherNames: names))
  }

  /// A `config.toml`.
  package static func text(of configuration: VetConfiguration) -> String {
    var builder = StoreTextBuilder(heading: "cargo-vet config file")
    if configuration.defaultCriteria != BuiltInCriteria.safeToDeploy {
      builder.blankLine()
      builder.string("default-criteria", configuration.defaultCriteria)
    }
    builder.table("cargo-vet")
    builder.string("version", configuration.version.description)
    for name in StoreOrder.keys(configuration.imports) {
      guard let declaration = configuration.imports[name] else { continue }
      write(declaration, "imports.\(StoreString.key(name))", &builder)
    }
    let policies = configuration.policies.map { (key: $0.key.description, policy: $0.value) }
    for (key, policy) in policies.sorted(by: { StoreOrder.text($0.key, $1.key) == .lower }) {
      write(policy, "policy.\(StoreString.key(key))", &builder)
    }
    write(configuration.tidied().exemptions, "exemptions", &builder, write)
    return builder.text
  }

  /// An `audits.toml`.
  ///
  /// - Parameter publisherNames: whose numbers get a comment.
  package static func text(of audits: AuditsFile, publisherNames: PublisherNames) -> String {
    var builder = StoreTextBuilder(heading: "cargo-vet audits file")
    write(audits.tidied(), "", publisherNames, &builder)
    return builder.text
  }

  /// An `audits.toml` that nobody keeps in a store, as `aggregate` prints it: without the heading.
  package static func bareText(of audits: AuditsFile) -> String {
    let heading = StoreTextBuilder(heading: "cargo-vet audits file").text
    return String(text(of: audits, publisherNames: .none).dropFirst(heading.count))
  }

  /// An `imports.lock`.
  package static func text(of imports: ImportsLock, publisherNames: PublisherNames) -> String {
    var builder = StoreTextBuilder(heading: "cargo-vet imports lock")
    let tidy = imports.tidied()
    write(tidy.unpublished, "unpublished", &builder, write)
    write(tidy.publishers, "publisher", &builder, write)
    for name in StoreOrder.keys(tidy.audits) {
      guard let file = tidy.audits[name] else { continue }
      write(file, "audits.\(StoreString.key(name)).", publisherNames, &builder)
    }
    return builder.text
  }

  /// `[[KEY.CRATE]]` for every entry.
  static func write<Entry>(
    _ map: [String: [Entry]], _ key: String, _ builder: inout StoreTextBuilder,
    _ write: (Entry, inout StoreTextBuilder) -> Void
  ) {
    for crate in StoreOrder.keys(map) {
      let path = "\(key).\(StoreString.key(crate))"
      for entry in map[crate] ?? [] {
        builder.element(path)
        write(entry, &builder)
      }
    }
  }
}
