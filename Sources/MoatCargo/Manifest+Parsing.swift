package import MoatModel
package import MoatSyntax

extension Manifest {
  /// - Throws: ``DocumentError`` for text that is not TOML and for parts of the wrong type.
  package init(parsing source: SourceText) throws(DocumentError) {
    let document: TOMLDocument
    do throws(TOMLError) {
      document = try TOMLDocument(parsing: source)
    } catch {
      throw DocumentError(.syntax(error), path: source.path, span: error.span)
    }
    try self.init(document, of: source)
  }

  /// From the document that a text was parsed as.
  ///
  /// - Throws: ``DocumentError`` for parts of the wrong type.
  package init(_ document: TOMLDocument, of source: SourceText) throws(DocumentError) {
    self = try ManifestReader(source: source, root: document.root).manifest()
  }
}

private struct ManifestReader {
  let source: SourceText
  let root: TOMLTable

  func manifest() throws(DocumentError) -> Manifest {
    Manifest(
      source: source, package: try package(), workspace: try workspace(),
      dependencies: try dependencies(), patches: try patches(),
      replacements: try replacements(), isProcMacro: try isProcMacro(),
      features: try features())
  }

  // MARK: [package]

  private func package() throws(DocumentError) -> Manifest.Package? {
    guard let value = root["package"] ?? root["project"] else { return nil }
    let package = try table(value, key: "package")
    guard let name = try string(package, "name") else {
      throw failure(.missing(key: "name", in: "`[package]`"), at: value.span)
    }
    var isPrivate = false
    if let publish = package["publish"] {
      isPrivate = publish.boolean == false || publish.array?.count == 0
    }
    return Manifest.Package(
      name: name.value, version: try version(package, inheritable: true), span: name.span,
      rustVersion: package["rust-version"]?.table == nil
        ? try string(package, "rust-version") : nil,
      inheritsRustVersion: package["rust-version"]?.table != nil,
      workspacePath: try string(package, "workspace")?.value, isPrivate: isPrivate,
      edition: try edition(package), resolver: try string(package, "resolver")?.value,
      hasBuildScript: hasBuildScript(package), links: try string(package, "links")?.value)
  }

  private func version(
    _ table: TOMLTable, inheritable: Bool
  ) throws(DocumentError) -> Version? {
    guard let value = table["version"] else {
      return inheritable ? Version(0, 0, 0) : nil
    }
    if inheritable, value.table != nil { return nil }
    guard let text = value.string else { throw wrongType("version", "a string", value) }
    do throws(Version.Malformed) {
      return try Version(parsing: text.trimmingSpaces())
    } catch {
      throw failure(.malformedVersion(text), at: value.span)
    }
  }

  /// `[lib] proc-macro = true`, or that crate type.
  private func isProcMacro() throws(DocumentError) -> Bool {
    guard let library = root["lib"]?.table else { return false }
    if (library["proc-macro"] ?? library["proc_macro"])?.boolean ?? false { return true }
    let types = (library["crate-type"] ?? library["crate_type"])?.array
    return types?.contains { $0.equals("proc-macro") } ?? false
  }

  private func features() throws(DocumentError) -> [Manifest.Feature] {
    guard let value = root["features"] else { return [] }
    let features = try table(value, key: "features")
    var all: [Manifest.Feature] = []
    for entry in features.entries {
      all.append(Manifest.Feature(name: entry.key, values: try strings(features, entry.key)))
    }
    return all
  }

  /// `build = "path"`, a list of them, `true` or `false`.
  private func hasBuildScript(_ package: TOMLTable) -> Bool? {
    guard let value = package["build"] else { return nil }
    return value.boolean ?? true
  }

  private func edition(_ package: TOMLTable) throws(DocumentError) -> Manifest.Edition {
    guard let value = package["edition"] else { return .absent }
    if value.table != nil { return .inherited }
    guard let text = value.string else { throw wrongType("edition", "a string", value) }
    return .written(text)
  }

  // MARK: [workspace]

  private func workspace() throws(DocumentError) -> Manifest.Workspace? {
    guard let value = root["workspace"] else { return nil }
    let workspace = try table(value, key: "workspace")
    var shared: [ManifestDependency] = []
    if let value = workspace["dependencies"] {
      shared = try entries(value, "workspace.dependencies", kind: .normal, target: nil)
    }
    let defaults = workspace["package"]?.table
    return Manifest.Workspace(
      members: try strings(workspace, "members"), exclude: try strings(workspace, "exclude"),
      resolver: try string(workspace, "resolver")?.value,
      edition: try defaults.flatMap { defaults throws(DocumentError) in
        try string(defaults, "edition")?.value
      }, dependencies: shared,
      version: try defaults.flatMap { defaults throws(DocumentError) in
        try version(defaults, inheritable: false)
      },
      rustVersion: try defaults.flatMap { defaults throws(DocumentError) in
        try string(defaults, "rust-version")
      }, span: workspace.headerSpan ?? value.span)
  }

  // MARK: dependencies

  private static let tables: [(String, ManifestDependency.Kind)] = [
    ("dependencies", .normal), ("dev-dependencies", .development),
    ("dev_dependencies", .development), ("build-dependencies", .build),
    ("build_dependencies", .build),
  ]

  private func dependencies() throws(DocumentError) -> [ManifestDependency] {
    var all: [ManifestDependency] = []
    for (key, kind) in Self.tables {
      if let value = root[key] {
        all += try entries(value, key, kind: kind, target: nil)
      }
    }
    guard let targets = root["target"] else { return all }
    for target in try table(targets, key: "target").entries {
      let platform = try table(target.value, key: "target.\(target.key)")
      for (key, kind) in Self.tables {
        if let value = platform[key] {
          all += try entries(value, key, kind: kind, target: target.key)
        }
      }
    }
    return all
  }

  private func entries(
    _ value: TOMLValue, _ key: String, kind: ManifestDependency.Kind, target: String?
  ) throws(DocumentError) -> [ManifestDependency] {
    var all: [ManifestDependency] = []
    for entry in try table(value, key: key).entries {
      all.append(try dependency(entry, kind: kind, target: target))
    }
    return all
  }

  private func dependency(
    _ entry: TOMLEntry, kind: ManifestDependency.Kind, target: String?
  ) throws(DocumentError) -> ManifestDependency {
    let span = SourceSpan(entry.keySpan.lower, max(entry.keySpan.upper, entry.value.span.upper))
    if let text = entry.value.string {
      return ManifestDependency(
        key: entry.key, name: entry.key, kind: kind, target: target,
        requirement: try requirement(text, at: entry.value.span),
        requirementSpan: entry.value.span, features: [], defaultFeatures: nil,
        isOptional: false, location: .cratesIO, isInherited: false, span: span)
    }
    guard let table = entry.value.table else {
      throw wrongType(entry.key, "a version or a table", entry.value)
    }
    let version = try string(table, "version")
    return ManifestDependency(
      key: entry.key, name: try string(table, "package")?.value ?? entry.key, kind: kind,
      target: target,
      requirement: try version.map { version throws(DocumentError) in
        try requirement(version.value, at: version.span)
      },
      requirementSpan: version?.span, features: try strings(table, "features").map(\.value),
      defaultFeatures: (table["default-features"] ?? table["default_features"])?.boolean,
      isOptional: table["optional"]?.boolean ?? false, location: try location(table),
      isInherited: table["workspace"]?.boolean ?? false, span: span)
  }

  private func location(
    _ table: TOMLTable
  ) throws(DocumentError) -> ManifestDependency.Location {
    if let url = try string(table, "git") {
      let reference: PackageSource.GitReference =
        if let revision = try string(table, "rev") {
          .revision(revision.value)
        } else if let tag = try string(table, "tag") {
          .tag(tag.value)
        } else if let branch = try string(table, "branch") {
          .branch(branch.value)
        } else {
          .defaultBranch
        }
      return .git(RedactedURL(url.value), reference)
    }
    if let path = try string(table, "path") { return .path(path.value) }
    if let registry = try string(table, "registry") {
      return registry.value == "crates-io" ? .cratesIO : .registry(registry.value)
    }
    if let index = try string(table, "registry-index") {
      return .registryIndex(RedactedURL(index.value))
    }
    return .cratesIO
  }

  private func requirement(
    _ text: String, at span: SourceSpan
  ) throws(DocumentError) -> VersionRequirement {
    do throws(Version.Malformed) {
      return try VersionRequirement(parsing: text.trimmingSpaces())
    } catch {
      throw failure(.malformedRequirement(text), at: span)
    }
  }

  // MARK: [patch] and [replace]

  func patches() throws(DocumentError) -> [Manifest.Patch] {
    guard let value = root["patch"] else { return [] }
    var all: [Manifest.Patch] = []
    for target in try table(value, key: "patch").entries {
      for entry in try table(target.value, key: "patch.\(target.key)").entries {
        all.append(
          Manifest.Patch(
            target: target.key,
            dependency: try dependency(entry, kind: .normal, target: nil)))
      }
    }
    return all
  }

  private func replacements() throws(DocumentError) -> [Manifest.Replacement] {
    guard let value = root["replace"] else { return [] }
    var all: [Manifest.Replacement] = []
    for entry in try table(value, key: "replace").entries {
      all.append(
        Manifest.Replacement(
          specification: entry.key,
          dependency: try dependency(entry, kind: .normal, target: nil)))
    }
    return all
  }

  // MARK: values

  private func string(
    _ table: TOMLTable, _ key: String
  ) throws(DocumentError) -> Manifest.Spanned<String>? {
    guard let value = table[key] else { return nil }
    guard let text = value.string else { throw wrongType(key, "a string", value) }
    return Manifest.Spanned(text, value.span)
  }

  private func strings(
    _ table: TOMLTable, _ key: String
  ) throws(DocumentError) -> [Manifest.Spanned<String>] {
    guard let value = table[key] else { return [] }
    guard let array = value.array else { throw wrongType(key, "an array", value) }
    var all: [Manifest.Spanned<String>] = []
    for element in array {
      guard let text = element.string else { throw wrongType(key, "an array of strings", element) }
      all.append(Manifest.Spanned(text, element.span))
    }
    return all
  }

  private func table(_ value: TOMLValue, key: String) throws(DocumentError) -> TOMLTable {
    guard let table = value.table else { throw wrongType(key, "a table", value) }
    return table
  }

  private func wrongType(_ key: String, _ expected: String, _ value: TOMLValue) -> DocumentError {
    failure(.wrongType(key: key, expected: expected, found: value.kindName), at: value.span)
  }

  private func failure(_ reason: DocumentError.Reason, at span: SourceSpan) -> DocumentError {
    DocumentError(reason, path: source.path, span: span)
  }
}

extension Manifest {
  /// Reads a `[patch]` table that stands in Cargo's configuration.
  static func patches(in source: SourceText, root: TOMLTable) throws(DocumentError) -> [Patch] {
    try ManifestReader(source: source, root: root).patches()
  }
}

extension String {
  /// Cargo trims requirements and versions before it parses them.
  fileprivate func trimmingSpaces() -> String {
    var text = Substring(self)
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
