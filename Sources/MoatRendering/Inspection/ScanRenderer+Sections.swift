import MoatInspection
import MoatModel

/// What packages can do: those that run while something is built one by one, the rest by capability.
extension ScanRenderer {
  func buildTime(_ all: [Inspected]) -> [[String]] {
    let scripts = all.filter(\.inspection.hasBuildScript)
    let macros = all.filter(\.inspection.isProcMacro)
    let below = all.filter {
      !$0.context.isDisjoint(with: [.buildClosure, .procMacroClosure])
        && !$0.inspection.isProcMacro
    }
    var blocks: [[String]] = []
    if !scripts.isEmpty {
      blocks.append(
        byPackage(
          "Build scripts", scripts, .buildScript, ordinary: .ordinaryInBuildScripts,
          quiet: "only read, write and tell Cargo as most do"))
    }
    if !macros.isEmpty {
      blocks.append(
        byPackage(
          "Proc macros", macros, .procMacro, ordinary: .ordinaryAnywhere,
          quiet: "nothing to note"))
    }
    if !below.isEmpty {
      blocks.append(
        byCapability(
          "What those are built from", below, [.product, .data],
          ordinary: .ordinaryAnywhere))
    }
    return blocks
  }

  private func byPackage(
    _ title: String, _ packages: [Inspected], _ section: CodeSection,
    ordinary: Set<Capability>, quiet: String
  ) -> [String] {
    var lines = ["\(style.bold(title)): \(Wording.thousands(packages.count))"]
    var rest: [String] = []
    var alike: [String: [String]] = [:]
    let column = min(28, packages.map { name($0).count }.max() ?? 0)
    for package in packages {
      let entries = package.inventory.entries(in: section)
      let notable = entries.filter {
        report.only != nil
          || !ordinary.contains($0.capability)
            && !Capability.ordinaryAnywhere.contains($0.capability)
      }
      guard !notable.isEmpty else {
        if !entries.isEmpty || report.only == nil { rest.append(name(package)) }
        continue
      }
      let label = name(package)
      let does = notable.map(words).joined(separator: ", ")
      // What does nothing but this is one of many, as a rule.
      if notable.count == 1, !isVerbose {
        alike[does, default: []].append(label)
        continue
      }
      let padding = String(repeating: " ", count: max(column - label.count, 0) + 2)
      lines += wrapped(does, first: "  \(label)\(padding)", hanging: column + 4)
      if isVerbose { lines += notable.flatMap { places($0) } }
    }
    for (does, names) in alike.sorted(by: { ($1.value.count, $0.key) < ($0.value.count, $1.key) }) {
      if names.count == 1 {
        let padding = String(repeating: " ", count: max(column - names[0].count, 0) + 2)
        lines += wrapped(does, first: "  \(names[0])\(padding)", hanging: column + 4)
        continue
      }
      lines += wrapped(
        "\(Wording.thousands(names.count)) \(does): " + listed(names, limit: Self.nameLimit),
        first: "  ", hanging: 4)
    }
    if !rest.isEmpty {
      lines += wrapped(
        "\(Wording.thousands(rest.count)) \(quiet): " + listed(rest, limit: Self.nameLimit),
        first: "  ", hanging: 4)
    }
    return lines.count == 1 ? [] : lines
  }

  // MARK: by capability

  func shipped(_ all: [Inspected]) -> [String] {
    let packages = all.filter { $0.context.contains(.normal) && !$0.inspection.isProcMacro }
    guard !packages.isEmpty else { return [] }
    return byCapability("Part of what ships", packages, [.product, .data], ordinary: [])
  }

  func development(_ all: [Inspected]) -> [String] {
    let packages = all.filter { $0.context == .development }
    guard !packages.isEmpty else { return [] }
    return byCapability(
      "For tests, examples and benchmarks only", packages, [.product, .data],
      ordinary: .ordinaryAnywhere)
  }

  private func byCapability(
    _ title: String, _ packages: [Inspected], _ sections: Set<CodeSection>,
    ordinary: Set<Capability>
  ) -> [String] {
    var found: [Capability: [(package: Inspected, entry: PackageInventory.Entry)]] = [:]
    for package in packages {
      for entry in package.inventory.entries where sections.contains(entry.section) {
        if report.only == nil, ordinary.contains(entry.capability) { continue }
        found[entry.capability, default: []].append((package, entry))
      }
    }
    var lines = ["\(style.bold(title)): \(Wording.counted(packages.count, "package"))"]
    if found.isEmpty {
      if report.only != nil { return [] }
      lines.append("  nothing to note")
    }
    let column = found.keys.map(\.rawValue.count).max() ?? 0
    for capability in found.keys.sorted() {
      let entries = found[capability] ?? []
      var seen: Set<PackageIdentity> = []
      let names = entries.map(\.package).filter { seen.insert($0.identity).inserted }.map(name)
      let id = capability.rawValue
      let padding = String(repeating: " ", count: column - id.count)
      let count = Wording.thousands(names.count)
      let room = String(repeating: " ", count: max(0, 5 - count.count))
      lines += wrapped(
        listed(names, limit: isVerbose ? names.count : Self.nameLimit),
        first: "  \(id)\(padding)\(room)\(count)  ", hanging: column + 9)
      if isVerbose {
        for (package, entry) in entries {
          lines.append("    \(name(package))")
          lines += places(entry, indent: 6)
        }
      }
    }
    return lines
  }

  // MARK: words

  /// `process (cc, pkg-config)`.
  private func words(_ entry: PackageInventory.Entry) -> String {
    let arguments = entry.arguments
    guard entry.capability == .process, !arguments.isEmpty else {
      return entry.capability.rawValue
    }
    let named = arguments.prefix(3).map(shown).joined(separator: ", ")
    let more = arguments.count > 3 ? ", …" : ""
    return "\(entry.capability.rawValue) (\(named)\(more))"
  }

  private func places(_ entry: PackageInventory.Entry, indent: Int = 4) -> [String] {
    MarkLine.joined(entry.marks).flatMap {
      $0.lines(width: width, indent: indent, isVerbose: true)
    }
  }
}

extension Set<Capability> {
  fileprivate static var ordinaryInBuildScripts: Self { Capability.ordinaryInBuildScripts }
  fileprivate static var ordinaryAnywhere: Self { Capability.ordinaryAnywhere }
}
