/// The base score of CVSS 3.0 and 3.1, which differ in how they round: 3.1 defined the rounding in
/// integers to be the same on every machine, and it is used for both
/// (https://www.first.org/cvss/v3.1/specification-document, section 7.1 and appendix A).
enum CVSS3 {
  static func baseScore(_ metrics: [Substring: Substring]) throws(CVSSVector.Malformed) -> Int {
    func weight(
      _ name: Substring, _ weights: KeyValuePairs<Substring, Double>
    ) throws(CVSSVector.Malformed) -> Double {
      guard let value = metrics[name], let match = weights.first(where: { $0.key == value }) else {
        throw .unusable(String(name))
      }
      return match.value
    }
    let changed = try weight("S", ["U": 0, "C": 1]) == 1
    let impact: KeyValuePairs<Substring, Double> = ["H": 0.56, "L": 0.22, "N": 0]
    let confidentiality = try weight("C", impact)
    let integrity = try weight("I", impact)
    let availability = try weight("A", impact)
    let exploitability =
      try 8.22 * weight("AV", ["N": 0.85, "A": 0.62, "L": 0.55, "P": 0.2])
      * weight("AC", ["L": 0.77, "H": 0.44])
      * weight("PR", ["N": 0.85, "L": changed ? 0.68 : 0.62, "H": changed ? 0.5 : 0.27])
      * weight("UI", ["N": 0.85, "R": 0.62])
    let base = 1 - (1 - confidentiality) * (1 - integrity) * (1 - availability)
    let total = changed ? 7.52 * (base - 0.029) - 3.25 * power15(base - 0.02) : 6.42 * base
    guard total > 0 else { return 0 }
    return roundedUp(min((changed ? 1.08 : 1) * (total + exploitability), 10))
  }

  /// The 15th power, by multiplication: the C library's `pow` is not ours to import.
  private static func power15(_ value: Double) -> Double {
    let third = value * value * value
    let fifth = third * value * value
    return fifth * fifth * fifth
  }

  /// Appendix A's `Roundup`, in tenths.
  private static func roundedUp(_ value: Double) -> Int {
    let scaled = Int((value * 100_000).rounded())
    return scaled % 10_000 == 0 ? scaled / 10_000 : scaled / 10_000 + 1
  }
}
