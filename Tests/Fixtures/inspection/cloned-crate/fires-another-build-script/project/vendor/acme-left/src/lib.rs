pub fn left_lib_0() -> usize {
    0
}
pub fn left_lib_1() -> usize {
    1
}
pub fn left_lib_2() -> usize {
    2
}
pub fn left_lib_3() -> usize {
    3
}
pub fn left_lib_4() -> usize {
    4
}
pub fn left_lib_5() -> usize {
    5
}
pub fn left_lib_6() -> usize {
    6
}
pub fn left_lib_7() -> usize {
    7
}
pub fn left_lib_8() -> usize {
    8
}
pub fn left_lib_9() -> usize {
    9
}
pub fn left_lib_10() -> usize {
    10
}
pub fn left_lib_11() -> usize {
    11
}
pub fn left_lib_12() -> usize {
    12
}
pub fn left_lib_13() -> usize {
    13
}
pub fn left_lib_14() -> usize {
    14
}
pub fn left_lib_15() -> usize {
    15
}
pub fn left_lib_16() -> usize {
    16
}
pub fn left_lib_17() -> usize {
    17
}
pub fn left_lib_18() -> usize {
    18
}
pub fn left_lib_19() -> usize {
    19
}
pub fn left_lib_20() -> usize {
    20
}
pub fn left_lib_21() -> usize {
    21
}
pub fn left_lib_22() -> usize {
    22
}
pub fn left_lib_23() -> usize {
    23
}
pub fn left_lib_24() -> usize {
    24
}
pub fn left_lib_25() -> usize {
    25
}
pub fn left_lib_26() -> usize {
    26
}
pub fn left_lib_27() -> usize {
    27
}
pub fn left_lib_28() -> usize {
    28
}
pub fn left_lib_29() -> usize {
    29
}
pub fn left_lib_30() -> usize {
    30
}
pub fn left_lib_31() -> usize {
    31
}
pub fn left_lib_32() -> usize {
    32
}
pub fn left_lib_33() -> usize {
    33
}
pub fn left_lib_34() -> usize {
    34
}
pub fn left_lib_35() -> usize {
    35
}
pub fn left_lib_36() -> usize {
    36
}
pub fn left_lib_37() -> usize {
    37
}
pub fn left_lib_38() -> usize {
    38
}
pub fn left_lib_39() -> usize {
    39
}
pub fn left_lib_40() -> usize {
    40
}
pub fn left_lib_41() -> usize {
    41
}
pub fn left_lib_42() -> usize {
    42
}
pub fn left_lib_43() -> usize {
    43
}
pub fn left_lib_44() -> usize {
    44
}
pub fn left_lib_45() -> usize {
    45
}
pub fn left_lib_46() -> usize {
    46
}
pub fn left_lib_47() -> usize {
    47
}
pub fn left_lib_48() -> usize {
    48
}
pub fn left_lib_49() -> usize {
    49
}
