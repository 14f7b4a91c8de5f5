import MoatFindings
import MoatModel

extension AdvisoryHit {
  /// The first words of a message: `` `h2 0.3.26` ``.
  var quotedPackage: String { "`\(package.identity)`" }

  var subject: Subject {
    Subject(package: package.identity, reach: package.reach, advisory: advisory.id)
  }

  /// Facts that help to decide: rating, where and what it affects, other names, the page.
  var notes: [String] { [advisory.ratingNote].compactMap(\.self) + advisory.notes }

  /// What to do where a patched version may exist.
  var remedy: String {
    let version = package.version
    guard let fix = advisory.affected.fix(for: version) else { return withoutFix }
    guard let fixed = fix.version else { return "update to `\(fix.requirement)`: `\(update)`" }
    let blocking = package.dependents.filter { dependent in
      dependent.requirement.map { !$0.matches(fixed) } ?? false
    }
    if let first = blocking.first, let requirement = first.requirement {
      let others = blocking.count > 1 ? " and \(blocking.count - 1) more" : ""
      return "update to `\(fix.requirement)`: `\(first.name)`\(others) asks for "
        + "`\(requirement)`, so raise that requirement first"
    }
    if version.isCompatible(with: fixed) {
      return "update to `\(fix.requirement)`: `\(update) --precise \(fixed)`"
    }
    return "update to `\(fix.requirement)`, which is not compatible with `\(version)`: "
      + dependentsToUpdate
  }

  private var update: String {
    "cargo update -p \(package.identity.name)@\(package.identity.version)"
  }

  private var dependentsToUpdate: String {
    if let hop = firstHop { return "update `\(hop)`, through which it comes in" }
    let names = package.dependents.map(\.name).sorted()
    guard let name = names.first else { return "raise the requirement that asks for it" }
    return "update what depends on it, `\(name)`"
  }

  private var withoutFix: String {
    let unaffected = advisory.affected.unaffected
    if !unaffected.isEmpty {
      let ranges = unaffected.map { "`\($0)`" }.joined(separator: ", ")
      return "no fixed version exists; \(ranges) is not affected"
    }
    return "no fixed version exists; \(replacing)"
  }

  /// What the workspace can do to be rid of the package.
  var replacing: String {
    let name = package.identity.name
    if let hop = firstHop {
      return "update or replace `\(hop)`, through which `\(name)` comes in"
    }
    return "replace `\(name)`"
  }

  /// The workspace's own dependency that leads to the package, where it is another one.
  private var firstHop: String? { package.paths.first?.entry }
}

extension Advisory {
  /// `severity: high (CVSS 7.5)`.
  ///
  /// - Returns: nil where the advisory does not rate itself.
  var ratingNote: String? {
    guard let tenths = cvssTenths, let rating else {
      return cvss.map { "severity: not known, `\($0)`" }
    }
    return "severity: \(rating.rawValue) (CVSS \(tenths / 10).\(tenths % 10))"
  }

  /// What stands beside every kind of advisory.
  var notes: [String] {
    var notes: [String] = []
    let targets = affectedSystems + affectedArchitectures
    if !targets.isEmpty { notes.append("affects only \(Self.list(targets))") }
    if !affectedFunctions.isEmpty {
      notes.append("affected functions: \(Self.list(affectedFunctions))")
    }
    if !aliases.isEmpty { notes.append("also known as \(aliases.joined(separator: ", "))") }
    notes += problems.map { "not understood in the advisory: \($0)" }
    notes.append(page)
    return notes
  }

  /// As many as are named before "and n more".
  private static let listLimit = 3

  private static func list(_ items: [String]) -> String {
    let shown = items.prefix(listLimit).map { "`\($0)`" }.joined(separator: ", ")
    return items.count > listLimit ? "\(shown) and \(items.count - listLimit) more" : shown
  }

  /// The title without a full stop, for the end of a message.
  var phrase: String { title.hasSuffix(".") ? String(title.dropLast()) : title }
}

extension Reach {
  /// Strongest first, with what is not known before what is known to be less.
  static let byStrength: [Reach] = [.shipped, .unknown, .build, .test, .unreached]
}
