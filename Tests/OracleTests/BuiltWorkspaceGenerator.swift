import MoatTestSupport

/// Makes workspaces of path dependencies that use all that decides what is built: kinds, platforms,
/// optional, renamed and doubled dependencies, weak and namespaced features, proc macros, the three
/// resolvers, virtual and rooted workspaces, inheritance.
///
/// Packages depend on later ones, so there is no cycle but through dev-dependencies.
struct BuiltWorkspaceGenerator {
  private var random: SeededGenerator
  private var packages: [Package] = []
  private var resolver = ""
  private var isVirtual = false
  private var sharedLines = ""

  private struct Package {
    var name: String
    var version: String
    var folder: String
    var isMember: Bool
    var isProcMacro = false
    var edition = "2021"
    var dependencies: [Dependency] = []
    var features: [(name: String, values: [String])] = []

    /// Every feature that a dependent may ask for.
    var featureNames: [String] {
      let hidden = features.flatMap(\.values).filter { $0.hasPrefix("dep:") }
      let implied = dependencies.filter { dependency in
        dependency.isOptional && !hidden.contains("dep:\(dependency.key)")
      }.map(\.key)
      return features.map(\.name) + implied
    }
  }

  private struct Dependency {
    var key: String
    var target: Int
    var table: String
    var platform: String?
    var isOptional = false
    var features: [String] = []
    var usesDefault: Bool?
    var isInherited = false
  }

  /// What a test asks of the workspace, as flags of Cargo.
  struct Flags: Sendable {
    var targets: [String] = []
    var features: [String] = []
    var noDefault = false
    var all = false
    var noDevelopment = false
    var members: [String] = []
  }

  private static let platforms = [
    "cfg(unix)", "cfg(windows)", "cfg(not(windows))", "x86_64-unknown-linux-gnu",
    "aarch64-apple-darwin", "cfg(any(target_os = \"macos\", target_arch = \"wasm32\"))",
    "cfg(all(unix, target_pointer_width = \"64\", not(target_env = \"musl\")))", "cfg(any())",
    "cfg(all())", "cfg(target_feature = \"sse2\")", "cfg(debug_assertions)", "cfg(true)",
    "cfg(not(true))", "cfg(feature = \"f0\")", "wasm32-unknown-unknown",
  ]

  private static let triples = [
    "x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc", "aarch64-apple-darwin",
    "wasm32-unknown-unknown", "i686-unknown-linux-musl",
  ]

  init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    isVirtual = chance(40)
    resolver = pick(["", "1", "2", "2", "3"])
    let count = number(4...9)
    for index in 0..<count { packages.append(package(index, of: count)) }
    for index in packages.indices.reversed() { addFeaturesAndDependencies(to: index) }
    for index in packages.indices { addTests(to: index) }
    if !isVirtual { addShared() }
  }

  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  private mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &random)
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &random)]
  }

  private mutating func some<Element>(_ elements: [Element], _ percent: Int) -> [Element] {
    elements.filter { _ in chance(percent) }
  }

  private mutating func package(_ index: Int, of count: Int) -> Package {
    let isMember = index == 0 || index < count - 2 && chance(60)
    // Two packages of one name and two versions, which only a rename can tell apart.
    let isTwin = !isMember && index == count - 1 && chance(50)
    let name = isTwin ? packages[index - 1].name : "p\(index)"
    var package = Package(
      name: name, version: isTwin ? "2.0.0" : "1.0.\(index)",
      folder: isMember ? (index == 0 && !isVirtual ? "w" : "w/p\(index)") : "out/p\(index)",
      isMember: isMember)
    package.isProcMacro = chance(25) && !(index == 0)
    package.edition = pick(["2015", "2018", "2021", "2024"])
    return package
  }

  // MARK: one package

  private mutating func addFeaturesAndDependencies(to index: Int) {
    let later = Array((index + 1)..<max(packages.count, index + 1))
    for target in later where chance(45) {
      addDependency(
        on: target, to: index, table: pick(["dependencies", "dependencies", "build-dependencies"]))
      if chance(20) {
        // The same package once more: another kind, platform or name.
        addDependency(on: target, to: index, table: pick(["dependencies", "build-dependencies"]))
      }
    }
    addFeatures(to: index)
  }

  private mutating func addDependency(on target: Int, to index: Int, table: String) {
    let platform = chance(35) ? pick(Self.platforms) : nil
    let needsRename = packages[index].dependencies.contains {
      packages[$0.target].name == packages[target].name && $0.target != target
    }
    let key = needsRename || chance(15) ? "r\(target)" : packages[target].name
    let isTaken = packages[index].dependencies.contains {
      $0.key == key && ($0.target != target || $0.table == table && $0.platform == platform)
    }
    if isTaken { return }
    var dependency = Dependency(key: key, target: target, table: table, platform: platform)
    dependency.isOptional = table != "dev-dependencies" && chance(45)
    dependency.features = some(packages[target].featureNames, 25)
    dependency.usesDefault = pick([nil, nil, false, true])
    packages[index].dependencies.append(dependency)
  }

  private mutating func addFeatures(to index: Int) {
    let names = some(["f0", "f1", "f2", "f3"], 60) + (chance(70) ? ["default"] : [])
    let dependencies = packages[index].dependencies
    var features: [(name: String, values: [String])] = []
    let hidden = Set(some(dependencies.filter(\.isOptional).map(\.key), 35))
    for (place, name) in names.enumerated() {
      var values = some(Array(names[..<place]), 30)
      for dependency in dependencies where chance(40) {
        let isOptional = dependencies.contains { $0.key == dependency.key && $0.isOptional }
        let offered = packages[dependency.target].featureNames
        switch number(0...3) {
        case 0 where isOptional && hidden.contains(dependency.key):
          values.append("dep:\(dependency.key)")
        case 0 where isOptional: values.append(dependency.key)
        case 1 where isOptional && !offered.isEmpty:
          values.append("\(dependency.key)?/\(pick(offered))")
        case 2 where !offered.isEmpty: values.append("\(dependency.key)/\(pick(offered))")
        default: break
        }
      }
      features.append((name, values))
    }
    // What is hidden must be named somewhere.
    for key in hidden.sorted() { features.append(("on-\(key)", ["dep:\(key)"])) }
    packages[index].features = features
  }

  /// Dev-dependencies, which may lead back.
  private mutating func addTests(to index: Int) {
    for target in packages.indices where chance(15) {
      if target <= index, !packages[target].isMember { continue }
      addDependency(on: target, to: index, table: "dev-dependencies")
    }
  }

  /// Some dependencies of the root package come from `[workspace.dependencies]`.
  private mutating func addShared() {
    for index in packages.indices where packages[index].isMember {
      for place in packages[index].dependencies.indices where chance(25) {
        let dependency = packages[index].dependencies[place]
        // One entry a key, and edition 2024 minds who says what of default features.
        guard dependency.key == packages[dependency.target].name,
          !sharedLines.contains("\n\(dependency.key) ="), packages[index].edition != "2024"
        else { continue }
        packages[index].dependencies[place].isInherited = true
        packages[index].dependencies[place].usesDefault = nil
        let features = some(packages[dependency.target].featureNames, 30)
        sharedLines +=
          "\n\(dependency.key) = { path = \"\(path(to: dependency.target, from: "w"))\", "
          + "default-features = \(chance(50)), features = \(Self.list(features)) }"
      }
    }
  }

  // MARK: text

  private static func list(_ texts: [String]) -> String {
    "[\(texts.map { "\"\($0)\"" }.joined(separator: ", "))]"
  }

  private func path(to target: Int, from folder: String) -> String {
    folder.split(separator: "/").map { _ in "../" }.joined() + packages[target].folder
  }

  /// Every file, by path; the workspace is `w`.
  var files: [String: String] {
    var files: [String: String] = [:]
    let members = packages.filter { $0.isMember && $0.folder != "w" }.map {
      String($0.folder.dropFirst(2))
    }
    var workspace = "[workspace]\nmembers = \(Self.list(members))\n"
    if !resolver.isEmpty { workspace += "resolver = \"\(resolver)\"\n" }
    if !sharedLines.isEmpty { workspace += "\n[workspace.dependencies]\(sharedLines)\n" }
    if isVirtual { files["w/Cargo.toml"] = workspace }
    for package in packages {
      let text = manifest(of: package)
      files["\(package.folder)/Cargo.toml"] = package.folder == "w" ? workspace + "\n" + text : text
      files["\(package.folder)/src/lib.rs"] = ""
    }
    return files
  }

  private func manifest(of package: Package) -> String {
    var text = """
      [package]
      name = "\(package.name)"
      version = "\(package.version)"
      edition = "\(package.edition)"

      """
    if package.isProcMacro { text += "\n[lib]\nproc-macro = true\n" }
    let tables = Dictionary(grouping: package.dependencies) { dependency in
      dependency.platform.map { "target.'\($0)'.\(dependency.table)" } ?? dependency.table
    }
    for (table, dependencies) in tables.sorted(by: { $0.key < $1.key }) {
      text += "\n[\(table)]\n"
      for dependency in dependencies { text += line(dependency, from: package) }
    }
    if !package.features.isEmpty {
      text += "\n[features]\n"
      for feature in package.features {
        text += "\(feature.name) = \(Self.list(feature.values))\n"
      }
    }
    return text
  }

  private func line(_ dependency: Dependency, from package: Package) -> String {
    var parts: [String] = []
    if dependency.isInherited {
      parts.append("workspace = true")
    } else {
      parts.append("path = \"\(path(to: dependency.target, from: package.folder))\"")
      if dependency.key != packages[dependency.target].name {
        parts.append("package = \"\(packages[dependency.target].name)\"")
      }
    }
    if dependency.isOptional { parts.append("optional = true") }
    if let usesDefault = dependency.usesDefault {
      parts.append("default-features = \(usesDefault)")
    }
    if !dependency.features.isEmpty { parts.append("features = \(Self.list(dependency.features))") }
    return "\(dependency.key) = { \(parts.joined(separator: ", ")) }\n"
  }

  // MARK: flags

  /// Flags that fit the workspace.
  mutating func flags() -> Flags {
    var flags = Flags()
    let members = packages.filter(\.isMember)
    flags.targets = chance(75) ? some(Self.triples, 35) + (chance(20) ? ["host"] : []) : []
    flags.noDefault = chance(25)
    flags.all = chance(15)
    flags.noDevelopment = chance(50)
    // Without a root package, or with a newer resolver, flags are for every member.
    let first = members.first
    let offered = isVirtual ? members.flatMap(\.featureNames) : first?.featureNames ?? []
    flags.features = Array(Set(some(offered, 25))).sorted()
    for member in members where chance(10) {
      if let feature = member.featureNames.first {
        flags.features.append("\(member.name)/\(feature)")
      }
    }
    return flags
  }

  mutating func chosenMembers() -> [String] {
    let members = packages.filter(\.isMember).map(\.name)
    return chance(30) ? [pick(members)] : []
  }
}
