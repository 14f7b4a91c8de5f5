/// The score of a CVSS 4.0 vector (https://www.first.org/cvss/v4-0/specification-document,
/// section 8): a table of macro vectors, then a mean of how far the vector lies below the most
/// severe one of its macro vector.
enum CVSS4 {
  typealias Metrics = [Substring: Substring]

  static func score(_ metrics: Metrics) throws(CVSSVector.Malformed) -> Int {
    let values = try Values(metrics)
    if values.impacts.allSatisfy({ $0 == 2 }) && values.laterImpacts.allSatisfy({ $0 == 3 }) {
      return 0
    }
    let macro = MacroVector(values)
    guard let own = CVSS4Table.score(macro) else { throw .unusable("macro vector") }

    var distances: [(available: Int, part: Double)] = []
    func add(_ lower: Int?, distance: Int, depth: Int) {
      guard let lower, own >= lower else { return }
      distances.append((own - lower, Double(distance) / Double(depth)))
    }
    add(
      CVSS4Table.score(macro.adding(1, to: \.one)),
      distance: distance(
        [values.vector, values.privileges, values.interaction],
        from: [
          [[0, 0, 0]], [[1, 0, 0], [0, 1, 0], [0, 0, 1]], [[3, 0, 0], [1, 1, 1]],
        ][macro.one]), depth: [1, 4, 5][macro.one])
    add(
      CVSS4Table.score(macro.adding(1, to: \.two)),
      distance: distance(
        [values.complexity, values.requirements],
        from: [[[0, 0]], [[1, 0], [0, 1]]][macro.two]), depth: [1, 2][macro.two])
    add(
      nextOfThreeAndSix(macro),
      distance: distance(
        values.impacts + values.needs, from: highestOfThreeAndSix(macro)),
      depth: [[7, 6], [8, 8], [10, 10]][macro.three][macro.six])
    // In EQ4 the highest vectors are S or H, H, L; SC has no S, so its highest stays H.
    add(
      CVSS4Table.score(macro.adding(1, to: \.four)),
      distance: distance(
        values.laterImpacts, from: [[[1, 0, 0]], [[1, 1, 1]], [[2, 2, 2]]][macro.four]),
      depth: [6, 5, 4][macro.four])
    // EQ5 has one metric, so a vector never lies below its highest one.
    add(CVSS4Table.score(macro.adding(1, to: \.five)), distance: 0, depth: 1)

    let sum = distances.reduce(0.0) { $0 + Double($1.available) * $1.part }
    let mean = distances.isEmpty ? 0 : sum / Double(distances.count)
    // Half up, with a little added against binary fractions just below a half.
    let rounded = Int((Double(own) - mean + 0.500_01).rounded(.down))
    return min(100, max(0, rounded))
  }

  /// The score one step below in EQ3 and EQ6, which depend on each other.
  private static func nextOfThreeAndSix(_ macro: MacroVector) -> Int? {
    switch (macro.three, macro.six) {
    case (0, 0):
      let left = CVSS4Table.score(macro.adding(1, to: \.six))
      let right = CVSS4Table.score(macro.adding(1, to: \.three))
      return [left, right].compactMap { $0 }.max()
    case (1, 0): return CVSS4Table.score(macro.adding(1, to: \.six))
    case (0, 1), (1, 1): return CVSS4Table.score(macro.adding(1, to: \.three))
    default: return nil
    }
  }

  /// The highest vectors of EQ3 and EQ6 as levels of VC, VI, VA, CR, IR, AR.
  private static func highestOfThreeAndSix(_ macro: MacroVector) -> [[Int]] {
    switch (macro.three, macro.six) {
    case (0, 0): [[0, 0, 0, 0, 0, 0]]
    case (0, _): [[0, 0, 1, 1, 1, 0], [0, 0, 0, 1, 1, 1]]
    case (1, 0): [[1, 0, 0, 0, 0, 0], [0, 1, 0, 0, 0, 0]]
    case (1, _):
      [
        [1, 0, 1, 0, 1, 0], [1, 0, 0, 0, 1, 1], [0, 1, 0, 1, 0, 1], [0, 1, 1, 1, 0, 0],
        [1, 1, 0, 0, 0, 1],
      ]
    default: [[1, 1, 1, 0, 0, 0]]
    }
  }

  /// Steps from the first of the highest vectors that no metric exceeds.
  private static func distance(_ levels: [Int], from highest: [[Int]]) -> Int {
    for top in highest {
      let steps = zip(levels, top).map { $0 - $1 }
      if steps.allSatisfy({ $0 >= 0 }) { return steps.reduce(0, +) }
    }
    return 0
  }

  /// The metrics as steps below the most severe value.
  struct Values {
    let vector: Int
    let privileges: Int
    let interaction: Int
    let complexity: Int
    let requirements: Int
    /// VC, VI, VA: H L N.
    let impacts: [Int]
    /// SC, SI, SA: S H L N; SC has no S.
    let laterImpacts: [Int]
    /// CR, IR, AR: H M L.
    let needs: [Int]
    /// E: A P U.
    let exploit: Int

    init(_ metrics: Metrics) throws(CVSSVector.Malformed) {
      func step(_ value: Substring?, _ order: String) -> Int? {
        guard let value, value.count == 1, let letter = value.first, letter != "-" else {
          return nil
        }
        return order.firstIndex(of: letter).map { order.distance(from: order.startIndex, to: $0) }
      }
      /// `-` in an order stands for a value that the metric does not have.
      func level(
        _ name: Substring, _ order: String, modified: String? = nil
      ) throws(CVSSVector.Malformed) -> Int {
        guard let base = step(metrics[name], order) else { throw .unusable(String(name)) }
        guard let value = metrics["M" + name], value != "X" else { return base }
        guard let level = step(value, modified ?? order) else { throw .unusable("M\(name)") }
        return level
      }
      func optional(_ name: Substring, _ order: String) throws(CVSSVector.Malformed) -> Int {
        guard let value = metrics[name], value != "X" else { return 0 }
        guard let level = step(value, order) else { throw .unusable(String(name)) }
        return level
      }
      vector = try level("AV", "NALP")
      privileges = try level("PR", "NLH")
      interaction = try level("UI", "NPA")
      complexity = try level("AC", "LH")
      requirements = try level("AT", "NP")
      impacts = [try level("VC", "HLN"), try level("VI", "HLN"), try level("VA", "HLN")]
      laterImpacts = [
        try level("SC", "-HLN"), try level("SI", "-HLN", modified: "SHLN"),
        try level("SA", "-HLN", modified: "SHLN"),
      ]
      needs = [try optional("CR", "HML"), try optional("IR", "HML"), try optional("AR", "HML")]
      exploit = try optional("E", "APU")
    }
  }

  /// The six equivalence classes of section 8.2, EQ1 to EQ6.
  struct MacroVector {
    var one: Int
    var two: Int
    var three: Int
    var four: Int
    var five: Int
    var six: Int

    init(_ values: Values) {
      let open = [values.vector, values.privileges, values.interaction]
      if open.allSatisfy({ $0 == 0 }) {
        one = 0
      } else {
        one = open.contains(0) && values.vector != 3 ? 1 : 2
      }
      two = values.complexity == 0 && values.requirements == 0 ? 0 : 1
      if values.impacts[0] == 0 && values.impacts[1] == 0 {
        three = 0
      } else {
        three = values.impacts.contains(0) ? 1 : 2
      }
      if values.laterImpacts[1] == 0 || values.laterImpacts[2] == 0 {
        four = 0
      } else {
        four = values.laterImpacts.contains(1) ? 1 : 2
      }
      five = values.exploit
      six = zip(values.needs, values.impacts).contains { $0 == 0 && $1 == 0 } ? 0 : 1
    }

    func adding(_ step: Int, to class: WritableKeyPath<MacroVector, Int>) -> MacroVector {
      var copy = self
      copy[keyPath: `class`] += step
      return copy
    }
  }
}
