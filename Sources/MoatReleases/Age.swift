package import MoatModel

extension Timestamp {
  private static let secondsPerDay = 86_400

  /// `2 days old`, `5 hours old`, `less than an hour old`, or `dated in the future`.
  package func age(at now: Timestamp) -> String {
    let (seconds, overflow) = now.secondsSinceEpoch.subtractingReportingOverflow(secondsSinceEpoch)
    if overflow || seconds < 0 { return "dated in the future" }
    func counted(_ number: Int, _ noun: String) -> String {
      "\(number) \(noun)\(number == 1 ? "" : "s") old"
    }
    if seconds >= 2 * Self.secondsPerDay { return counted(seconds / Self.secondsPerDay, "day") }
    if seconds >= 3600 { return counted(seconds / 3600, "hour") }
    return "less than an hour old"
  }
}
