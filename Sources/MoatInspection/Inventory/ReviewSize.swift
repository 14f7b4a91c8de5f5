package import MoatModel

/// Lines of code that stand below `cfg` conditions.
package struct GatedLines: Hashable, Sendable {
  /// Outermost first, as ``Mark/gates``.
  package let conditions: [String]
  package let code: Int

  package init(conditions: [String], code: Int) {
    self.conditions = conditions
    self.code = code
  }
}

/// How much of a package there is to read, in lines of Rust.
///
/// Every line with code is in one of the first five counts. Lines are those of the files that the
/// package's targets reach and of those that nothing is seen to reach, because what reaches them may be
/// hidden. What macros make and build scripts write is not counted, nor is what is not Rust.
package struct ReviewSize: Hashable, Sendable {
  /// What the build compiles: what a reader has to read.
  package var code = 0
  /// Code that only other targets compile.
  package var otherPlatforms = 0
  /// Code that other features would turn on.
  package var otherFeatures = 0
  /// Below `cfg(test)` and `#[test]`, and in the files of tests.
  package var tests = 0
  /// In examples and benchmarks.
  package var examples = 0
  package var comments = 0
  package var blank = 0

  package init() {}

  /// All code, whoever compiles it.
  package var allCode: Int { code + otherPlatforms + otherFeatures + tests + examples }

  package static func += (left: inout Self, right: Self) {
    left.code += right.code
    left.otherPlatforms += right.otherPlatforms
    left.otherFeatures += right.otherFeatures
    left.tests += right.tests
    left.examples += right.examples
    left.comments += right.comments
    left.blank += right.blank
  }

  /// Which build is meant.
  package struct Build: Sendable {
    /// Empty: every platform.
    package let targets: [TargetTriple]
    /// The features that are on; nil: any may be.
    package let features: Set<String>?

    package init(targets: [TargetTriple] = [], features: Set<String>? = nil) {
      self.targets = targets
      self.features = features
    }
  }

  package init(_ inspection: PackageInspection, for build: Build = Build()) {
    var known: [String: GateStanding] = [:]
    for file in inspection.files {
      guard let lines = file.lines else { continue }
      comments += lines.comment
      blank += lines.blank
      switch file.role {
      case .example, .bench:
        examples += lines.code + lines.test
        continue
      case .test:
        tests += lines.code + lines.test
        continue
      case .buildScript, .procMacro, .library, .binary, .unreached, .other: break
      }
      tests += lines.test
      var rest = lines.code
      for gated in file.gated {
        let standing = gated.conditions.map { condition in
          let standing = known[condition] ?? GateStanding(of: condition, in: build)
          known[condition] = standing
          return standing
        }.max { $0.rawValue < $1.rawValue }
        let count = min(gated.code, rest)
        rest -= count
        switch standing {
        case .built, nil: code += count
        case .otherFeature: otherFeatures += count
        case .otherPlatform: otherPlatforms += count
        }
      }
      code += rest
    }
  }
}

/// Whether a build compiles what stands below a condition.
enum GateStanding: Int, Hashable, Sendable {
  case built, otherFeature, otherPlatform

  init(of condition: String, in build: ReviewSize.Build) {
    let expression: CfgExpression
    do throws(CfgExpression.Malformed) { expression = try CfgExpression(parsing: condition) } catch
    {
      // What cannot be read may hold.
      self = .built
      return
    }
    let platforms: [Set<CfgFact>?] =
      build.targets.isEmpty ? [nil] : build.targets.map { .some($0.facts) }
    func canHold(_ features: Set<String>?) -> Bool {
      platforms.contains { Possible(expression, facts: $0, features: features).isTrue }
    }
    self =
      if canHold(build.features) {
        .built
      } else {
        canHold(nil) ? .otherFeature : .otherPlatform
      }
  }

  /// Whether an expression can be true, and whether it can be false.
  private struct Possible {
    var isTrue: Bool
    var isFalse: Bool

    /// - Parameters:
    ///   - facts: of the target; nil where every platform counts.
    ///   - features: nil where any may be on.
    init(_ expression: CfgExpression, facts: Set<CfgFact>?, features: Set<String>?) {
      switch expression {
      case .literal(let value): (isTrue, isFalse) = (value, !value)
      case .not(let inner):
        let inner = Possible(inner, facts: facts, features: features)
        (isTrue, isFalse) = (inner.isFalse, inner.isTrue)
      case .all(let parts):
        let parts = parts.map { Possible($0, facts: facts, features: features) }
        (isTrue, isFalse) = (parts.allSatisfy(\.isTrue), parts.contains(where: \.isFalse))
      case .any(let parts):
        let parts = parts.map { Possible($0, facts: facts, features: features) }
        (isTrue, isFalse) = (parts.contains(where: \.isTrue), parts.allSatisfy(\.isFalse))
      case .fact(let fact):
        let holds: Bool? =
          if fact.key == "feature", let name = fact.value {
            features.map { $0.contains(name) }
          } else if fact.key.hasPrefix("target_") || fact == CfgFact("unix")
            || fact == CfgFact("windows")
          {
            facts.map { $0.contains(fact) }
          } else if fact != CfgFact("debug_assertions"), facts?.contains(fact) ?? false {
            true
          } else {
            // Flags of the compiler and of the user: either way.
            nil
          }
        (isTrue, isFalse) = (holds ?? true, !(holds ?? false))
      }
    }
  }
}
